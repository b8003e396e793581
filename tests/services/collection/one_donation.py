"""Gives one photo and takes it back, and writes a line to a file after each. Run under strace."""

import os
import sys
from pathlib import Path

from tests.services.collection.store_parts import offer, open_collection

folder = Path(sys.argv[1])
collection = open_collection(folder / "root")
acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT)
answer = collection.donate(offer(1))
os.write(acks, b"given")
collection.withdraw(answer.code)
os.write(acks, b"taken back")
