"""Does what a Dockerfile says where there is no engine.

    python tests/image build CONTEXT FOLDER [PACKAGES]
    python tests/image run FOLDER PLACE ...

In the place of the base image there are this machine's own programs, read only, and a Python
without packages. With PACKAGES, a folder of installed ones, the instruction that installs them is
left out. `run` tells what it saw as JSON. Both need root and namespaces of their own, which end
with them: `unshare --mount --pid --net --fork --kill-child`, without `--net` where packages are to
be installed.
"""

import json
import os
import sys
from pathlib import Path

from building import Build
from container import Container
from place import mount


def main():
    task, *words = sys.argv[1:]
    os.umask(0o022)
    mount("--make-rprivate", "/")
    if task == "build":
        context, folder, *packages = words
        folder = Path(folder).resolve()
        (folder / "root").mkdir(parents=True)
        image = Build(Path(context).resolve(), folder / "root", packages).run()
        (folder / "image.json").write_text(json.dumps(image, indent=1))
    else:
        folder = Path(words[0]).resolve()
        image = json.loads((folder / "image.json").read_text())
        sys.stdout.write(json.dumps(Container(folder, image).run(words[1:])) + "\n")


if __name__ == "__main__":
    main()
