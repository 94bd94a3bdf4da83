"""Questions of a webinar, from the upload to the document with answers that the office has read."""
