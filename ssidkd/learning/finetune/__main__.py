"""Entry point of `python -m ssidkd.learning.finetune JOB_FOLDER`, as the page starts it."""

import sys

from ssidkd.learning.finetune.command import main

if __name__ == "__main__":
    sys.exit(main())
