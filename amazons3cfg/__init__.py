"""A configuration library for the Amazon S3 store action of Cedar Backup."""
