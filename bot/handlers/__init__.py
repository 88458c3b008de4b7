"""One file a job; each class holds what its handlers share, each handler reads an update, asks Prima, sends."""
