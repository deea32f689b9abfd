"""What a run that was killed left in the bucket: parts of files, which no listing shows and which cost money."""

from amazons3action.messages import listed, logger
from amazons3action.plan import Target
from amazons3action.s3 import Client


def abort_unfinished(client: Client, target: Target) -> None:
    """Abort the day's uploads that were never ended; what keeps it from that is logged, and no error."""
    try:
        uploads = client.unfinished(target)
        for key, number in uploads:
            client.abort(target, key, number)
    except OSError as error:
        logger.info(
            "Parts of files that a killed run sent to %s may be left; a lifecycle rule of the bucket removes them "
            "(AbortIncompleteMultipartUpload), or this action with s3:ListBucketMultipartUploads: %s",
            target.uri,
            error,
        )
        return
    if uploads:
        names = listed({key for key, _ in uploads})
        logger.info("Aborted %d uploads that a killed run left unfinished: %s", len(uploads), names)
