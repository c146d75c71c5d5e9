"""Migrate Nova's databases and enter its two cells: what four nova-manage commands do, in one.

Each of them would load Nova anew, which takes longer than its work. Can be repeated.
"""

import io
import sys
from contextlib import redirect_stdout

from nova.cmd import manage


def run(*arguments):
    """What nova-manage with these arguments prints; stops at the first that fails."""
    sys.argv = ["nova-manage", *arguments]
    text = io.StringIO()
    with redirect_stdout(text):
        status = manage.main()
    print(text.getvalue(), end="")
    if status:
        sys.exit(f"nova-manage {arguments[0]} {arguments[1]}: {status}")
    return text.getvalue()


run("api_db", "sync")
with open("/etc/kiln/cell0", encoding="utf-8") as file:
    run("cell_v2", "map_cell0", "--database_connection", file.read().strip())
if " cell1 " not in run("cell_v2", "list_cells"):
    run("cell_v2", "create_cell", "--name", "cell1")
run("db", "sync")
