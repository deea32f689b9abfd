"""The section of the store action, which writes disks."""

from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.kinds.choice import Choice
from amazons3cfg.kinds.numbers import Number, Whole
from amazons3cfg.kinds.path import Path
from amazons3cfg.kinds.scsi import ScsiId
from amazons3cfg.rules.meaning import HALF_BLANKING, MEDIA
from amazons3cfg.sections.description import Element, Section, When

_CDS = ("cdr-74", "cdrw-74", "cdr-80", "cdrw-80")
_DVDS = ("dvd+r", "dvd+rw")

STORE = Section(
    "store",
    "How the staged data is written to a disk. Storing to Amazon S3 does not need it.",
    needs=("options",),
    rule=MEDIA,
    refused=(
        (When("device_type", ("cdwriter",)), When("media_type", _DVDS)),
        (When("device_type", ("dvdwriter",)), When("media_type", _CDS)),
    ),
    children=(
        Element(
            "source_dir",
            "The directory that is stored: the staging directory.",
            Path(),
            label="Source directory",
            example="/opt/backup/staging",
            required=True,
        ),
        Element(
            "media_type",
            "What kind of disk is written.",
            Choice((*_CDS, *_DVDS)),
            example="cdrw-74",
            required=True,
        ),
        Element(
            "device_type",
            "What kind of device writes it. CDs need a cdwriter, DVDs a dvdwriter.",
            Choice(("cdwriter", "dvdwriter")),
            example="cdwriter",
            default="cdwriter",
        ),
        Element(
            "target_device",
            "The device as the system names it.",
            Path(words="the path of a device, which begins with /"),
            example="/dev/cdrw",
            required=True,
        ),
        Element(
            "target_scsi_id",
            "The device's SCSI address, where the writing program needs it. Not used for DVDs.",
            ScsiId(),
            label="Target SCSI id",
            example="0,0,0",
        ),
        Element(
            "drive_speed",
            "The speed to write at, such as 2 for a 2x device. Without it, the device's own.",
            Whole(minimum=1),
            example="4",
        ),
        Element(
            "check_data",
            "Whether the disk is compared with the staged data after writing.",
            Boolean(),
            example="Y",
            default="N",
        ),
        Element(
            "check_media",
            "Whether a disk is refused that was not initialized by Cedar Backup.",
            Boolean(),
            example="Y",
            default="N",
        ),
        Element(
            "warn_midnite",
            "Whether to log a warning when the action has to use the staging directory of the day before or after, "
            "because the backup ran across midnight.",
            Boolean(),
            label="Warn at midnight",
            example="Y",
            default="N",
        ),
        Element(
            "no_eject",
            "Whether the drive cannot or should not be opened.",
            Boolean(),
            label="Never eject",
            example="Y",
            default="N",
        ),
        Element(
            "refresh_media_delay",
            "How long to wait after the media was refreshed by opening and closing the drive.",
            Whole(minimum=0, unit="seconds"),
            example="15",
            default="0",
        ),
        Element(
            "eject_delay",
            "How long to wait before the drive is closed again.",
            Whole(minimum=0, unit="seconds"),
            example="3",
            default="0",
        ),
        Element(
            "blank_behavior",
            "When a rewritable disk is blanked, if not on each starting day.",
            label="Blanking",
            one_of=(("mode", "factor"),),
            children=(
                Element(
                    "mode",
                    "Whether it is considered on each day, or on the starting day of the week only.",
                    Choice(("daily", "weekly")),
                    label="Blanking mode",
                    example="weekly",
                    wanted=True,
                    rule=HALF_BLANKING,
                ),
                Element(
                    "factor",
                    "The disk is blanked if what is free on it, divided by what a backup takes, is no more than this.",
                    Number(),
                    label="Blanking factor",
                    example="1.3",
                    wanted=True,
                    rule=HALF_BLANKING,
                ),
            ),
            unread={"blank_mode": "write <mode>", "blank_factor": "write <factor>"},
        ),
    ),
    unread={
        "blank_mode": "write <blank_behavior> with <mode> in it",
        "blank_factor": "write <blank_behavior> with <factor> in it",
    },
)
