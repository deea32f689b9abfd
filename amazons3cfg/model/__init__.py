"""The values of a section as attrs classes, and the way between them and a document."""
