"""Do a finetuning job again, or what is left of it: `python -m training.finetune JOB_FOLDER`.

With the folder's config, photos and weights the same machine makes the same result as the page.
"""

import sys

from ssidkd.learning.finetune.command import main

if __name__ == "__main__":
    sys.exit(main())
