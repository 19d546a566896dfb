"""The few settings, from the environment or a git-ignored ``.env`` beside the Makefile."""

import os
from dataclasses import dataclass
from pathlib import Path

from .console import Problem

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"


@dataclass(frozen=True)
class Settings:
    """Where things live and where the suite listens. All paths are absolute."""

    port: int
    data_dir: Path
    pg_url: str
    odoo_src: Path | None

    @property
    def venv(self):
        return self.data_dir / "venv"

    @property
    def python(self):
        return self.venv / "bin" / "python"

    @property
    def logs(self):
        return self.data_dir / "log"

    @property
    def odoo_data(self):
        """Odoo's own data_dir: filestores and sessions."""
        return self.data_dir / "odoo"


def load():
    """Read the settings. The environment wins over ``.env``. :raises Problem: naming the wrong setting."""
    values = {**_read_dotenv(ROOT / ".env"), **os.environ}
    # Children (pytest, benches) read the same settings from the environment.
    for name in ("IC_PORT", "IC_DATA_DIR", "IC_PG_URL", "ODOO_SRC"):
        if values.get(name):
            os.environ[name] = values[name]
    try:
        port = int(values.get("IC_PORT") or 8069)
        if not 0 < port < 65536:
            raise ValueError
    except ValueError:
        raise Problem(f"IC_PORT must be a port number between 1 and 65535, not {values['IC_PORT']!r}.") from None
    source = values.get("ODOO_SRC")
    if source and not Path(source).expanduser().is_dir():
        raise Problem(f"ODOO_SRC points to {source}, which is not a folder.")
    return Settings(
        port=port,
        data_dir=Path(values.get("IC_DATA_DIR") or ROOT / ".ic").expanduser().resolve(),
        pg_url=values.get("IC_PG_URL") or "",
        odoo_src=Path(source).expanduser().resolve() if source else None,
    )


def _read_dotenv(path):
    if not path.exists():
        return {}
    values = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.removeprefix("export ").partition("=")
        if not sign:
            raise Problem(f".env line {number}: expected NAME=value, found {line!r}.")
        values[name.strip()] = value.strip().strip("'\"")
    return values
