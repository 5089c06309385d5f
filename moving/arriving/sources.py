"""Which of the others a file comes from."""

import zipfile
from pathlib import Path

from core.errors import Refused
from core.words import _
from moving.arriving.fider_backup import Backup
from moving.arriving.fider_posts import Posts
from moving.arriving.forms import Source


def fider(path: Path) -> Source:
    """Fider's backup or its list of posts, whichever this is."""
    if not path.is_file():
        raise Refused(_("There is no file %(file)s.", file=str(path)))
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
    return Backup(path) if packed or zipfile.is_zipfile(path) else Posts(path)
