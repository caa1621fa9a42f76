"""What the records read by eye hold and the program is known not to find: the doubt stands here, once, for every test."""

# By reference and field: a class of bodies that a reader finds in the words, and the program does not.
KNOWN_GAPS = {("1.2", "body_classes"): {("NHS ambulance services in England", "mentioned")}}
