from . import buckets, knowledge, reader, scoring
