"""Tables of documents and workbooks as one kind of grid, read by their headers in any order, upright or transposed."""

from yuejuan.graders.common.tables.grid import Grid, GridCell, grids_of_document, grids_of_workbook
from yuejuan.graders.common.tables.headers import Reading, Record, Role, read_by_headers
from yuejuan.graders.common.tables.typed import grids_of_typed_lines

__all__ = [
    "Grid",
    "GridCell",
    "Reading",
    "Record",
    "Role",
    "grids_of_document",
    "grids_of_typed_lines",
    "grids_of_workbook",
    "read_by_headers",
]
