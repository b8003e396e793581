"""A process that has imported everything and forks a sender for each line it reads.

A line is `FOLDER URL MODE`: the collection, the Hub, and `direct`, `proposing` or `xet`, which is
`direct` with the client's own storage of large files. The answers are the number of the new
process, and `gone` after its end.
"""

import os
import sys

import huggingface_hub.constants

from tests.services.collection.hub.sending_parts import Sending
from tests.services.collection.store_parts import open_collection


def send(folder, url, mode):
    """Send what there is, the time between steps left out."""
    huggingface_hub.constants.HF_HUB_DISABLE_XET = mode != "xet"
    collection = open_collection(folder)
    sending = Sending(collection, url, pull_requests=mode == "proposing")
    sending.run(3600.0)
    collection.close()


def main():
    os.fsync = lambda _: None  # a kill is no loss of power
    for line in sys.stdin:
        number = os.fork()
        if number == 0:
            try:
                send(*line.split())
            finally:
                os._exit(0)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        os.waitpid(number, 0)
        sys.stdout.write("gone\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
