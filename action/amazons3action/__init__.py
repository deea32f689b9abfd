"""A safe Amazon S3 store action for Cedar Backup 3."""
