"""How much one archive may hold. A candidate's whole work is some tens of megabytes; these are ten times that."""

MEGABYTE = 1024 * 1024
MAX_TOTAL_BYTES = 500 * MEGABYTE
"""All unpacked bytes of one archive together, nested archives counted again for what is inside them."""
MAX_FILE_BYTES = 100 * MEGABYTE
"""One unpacked file; a layered PSD of a 4,000-pixel poster is about this big."""
MAX_RATIO = 200
"""Unpacked to packed bytes of one file; real pictures and pages stay below 50."""
RATIO_FLOOR_BYTES = 10 * MEGABYTE
"""Files up to this size may have any ratio: a plain white BMP packs 1,000 to 1 and harms nobody."""
MAX_ENTRIES = 5_000
"""Members of one archive, folders and nested archives' members included."""
MAX_DIRECTORY_BYTES = 16 * MEGABYTE
"""Central directory of a zip file, which the library loads whole; 5,000 names of 1 kB need a third of it."""
MAX_NESTED_LEVELS = 2
"""Archives in archives that are opened below the outermost one: a class in a zip of zips, and one more by mistake."""
BLOCK_BYTES = 64 * 1024
"""Read and write in pieces of this size, so that memory does not grow with the file."""
