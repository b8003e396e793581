"""The table of all settings: name, field, default and meaning of each environment variable."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from ssidkd.services.setting_values import (
    at_least_one,
    dataset,
    device,
    few,
    folder,
    host_names,
    long_word,
    named_folders,
    one_of,
    optional_folder,
    port,
    repository,
    switch,
    user_names,
)


class SettingsError(ValueError):
    """A setting cannot be used; the sentence names it and says what it takes."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One environment variable: a row of the table in docs/settings.md."""

    name: str
    field: str
    default: str
    """What holds where nothing is set, as text the parser takes; empty if it takes no text."""
    default_in_words: str = ""
    """For the table, where the text alone says too little."""
    meaning: str
    takes: str
    """The values it takes, in words that end the sentence `it takes ...`."""
    parse: Callable[[str], object]
    """Raises `ValueError` for a text it does not take."""
    is_secret: bool = False
    """Whether its value is never shown, not even where it cannot be used."""

    def read(self, text: str) -> object:
        """Return the value of a text, or of the default for an empty one."""
        try:
            return self.parse(text or self.default)
        except (ValueError, RuntimeError) as error:  # RuntimeError: no home folder is known
            told = "set" if self.is_secret else repr(text or self.default)
            # A secret stays out of the trace, too, where the parser's error may quote it.
            cause = None if self.is_secret else error
            raise SettingsError(f"{self.name} is {told}, but it takes {self.takes}.") from cause


VARIABLES = (
    Variable(
        name="SSIDKD_DATA_DIR",
        field="data_dir",
        default="~/.local/share/ssidkd",
        meaning="Folder for what the app keeps: donated photos, finetuning jobs, results for "
        "examples of yours.",
        takes="a folder's path",
        parse=folder,
    ),
    Variable(
        name="SSIDKD_ASSETS_DIR",
        field="assets_dir",
        default="",
        default_in_words="`assets/` beside the package",
        meaning="Folder of the bundled weights, the examples and the NIQE model.",
        takes="a folder's path",
        parse=optional_folder,
    ),
    Variable(
        name="SSIDKD_DEVICE",
        field="device",
        default="auto",
        meaning="Where the network runs: `auto` (CUDA, else MPS, else CPU), `cpu`, `cuda`, "
        "`cuda:1`, `mps`.",
        takes="auto, cpu, mps, cuda or cuda:NUMBER",
        parse=device,
    ),
    Variable(
        name="SSIDKD_PRECISION",
        field="precision",
        default="auto",
        meaning="`bf16`, `float32`, or `auto`: bf16 where the hardware has it.",
        takes="auto, bf16 or float32",
        parse=one_of("auto", "bf16", "float32"),
    ),
    Variable(
        name="SSIDKD_VARIANT",
        field="variant",
        default="auto",
        meaning="Network of the page: `base`, `lite`, or `auto`: base on a GPU, lite on a CPU.",
        takes="auto, base or lite",
        parse=one_of("auto", "base", "lite"),
    ),
    Variable(
        name="SSIDKD_MAX_PASSES",
        field="max_passes",
        default="1",
        meaning="How many pictures the network works on at once; the others wait.",
        takes="a whole number, at least 1",
        parse=at_least_one,
    ),
    Variable(
        name="SSIDKD_LONGEST_WAIT",
        field="longest_wait",
        default="120",
        meaning="How long a visitor may be asked to wait for the networks, in seconds; where it "
        "would be longer, the next one is told when to come back.",
        takes="a whole number, at least 1",
        parse=at_least_one,
    ),
    Variable(
        name="SSIDKD_UPLOADS_GB",
        field="uploads_gb",
        default="4",
        meaning="How much visitors' photos and results may take in the temporary folder, in GiB; "
        "beyond it, those of more than 5 minutes go, the oldest first. All go after 30 minutes.",
        takes="a whole number, at least 1",
        parse=at_least_one,
    ),
    Variable(
        name="SSIDKD_HOST",
        field="host",
        default="127.0.0.1",
        default_in_words="`GRADIO_SERVER_NAME`, else 127.0.0.1",
        meaning="Address the page listens on; `0.0.0.0` opens it to the network.",
        takes="an address or a host's name",
        parse=str,
    ),
    Variable(
        name="SSIDKD_PORT",
        field="port",
        default="",
        default_in_words="`GRADIO_SERVER_PORT`, else the first free one from 7860",
        meaning="Port the page listens on.",
        takes="a number from 1 to 65535",
        parse=port,
    ),
    Variable(
        name="SSIDKD_PUBLIC",
        field="public",
        default="no",
        default_in_words="yes on a Space, else no",
        meaning="Whether strangers use the page: how much each may ask for is limited then.",
        takes="yes or no",
        parse=switch,
    ),
    Variable(
        name="SSIDKD_HOSTS",
        field="hosts",
        default="",
        default_in_words="`SPACE_HOST` on a Space, else any",
        meaning="Names of this server, separated by commas; requests for another name are refused. "
        "Addresses of private networks always pass.",
        takes="names of hosts without ports, separated by commas",
        parse=host_names,
    ),
    Variable(
        name="SSIDKD_PROXIES",
        field="proxies",
        default="0",
        default_in_words="1 on a Space, else 0",
        meaning="How many proxies of yours every request passes; visitors are told apart by the "
        "address that the first of them sees.",
        takes="a whole number from 0 to 9",
        parse=few,
    ),
    Variable(
        name="SSIDKD_SERVE",
        field="serve",
        default="auto",
        default_in_words="launch on a Space, else mounted",
        meaning="How the page is served: `mounted` in a server of ours, `launch` by Gradio's own, "
        "which a Space with ZeroGPU needs; see docs/architecture.md.",
        takes="auto, launch or mounted",
        parse=one_of("auto", "launch", "mounted"),
    ),
    Variable(
        name="SSIDKD_LOG",
        field="log",
        default="auto",
        default_in_words="json where `SSIDKD_PUBLIC` is yes, else text",
        meaning="Form of the log: `text` to be read, or `json`, one object for each event and "
        "request, without names of files, addresses or messages of errors.",
        takes="auto, text or json",
        parse=one_of("auto", "text", "json"),
    ),
    Variable(
        name="SSIDKD_EXAMPLES",
        field="examples",
        default="",
        default_in_words="none",
        meaning="Folder of rainy pictures of yours that join the gallery; a `captions.csv` in it "
        "(file, title, author, licence, source) says what they are.",
        takes="a folder's path",
        parse=optional_folder,
    ),
    Variable(
        name="SSIDKD_EXAMPLES_DATASET",
        field="examples_dataset",
        default="",
        default_in_words="none",
        meaning="The same from a dataset of the Hugging Face Hub, such as `owner/name`; it is "
        "fetched when the app starts.",
        takes="a dataset's name such as owner/name, with @ and a revision after it if it is not "
        "the newest",
        parse=dataset,
    ),
    Variable(
        name="SSIDKD_MCP",
        field="mcp",
        default="no",
        meaning="Whether what programs can call is also offered as MCP tools; needs "
        "`pip install 'gradio[mcp]'`.",
        takes="yes or no",
        parse=switch,
    ),
    Variable(
        name="SSIDKD_OUTPUTS",
        field="outputs",
        default="",
        default_in_words="none",
        meaning="Other methods' pictures beside ours under Results: `NAME=FOLDER`, several "
        "separated by `:` (on Windows `;`), found by name; `input` and `truth` are your own.",
        takes=f"NAME=FOLDER, several separated by {os.pathsep}",
        parse=named_folders,
    ),
    Variable(
        name="SSIDKD_DETECTOR",
        field="detector",
        default="",
        default_in_words="none",
        meaning="ONNX file of a YOLO detector, whose boxes can be laid over pictures under "
        "Results.",
        takes="a file's path",
        parse=optional_folder,
    ),
    Variable(
        name="SSIDKD_RUNNER",
        field="runner",
        default="auto",
        meaning="How finetuning runs: `child` (a process of its own), `slices` (a lent GPU, some "
        "seconds at a time), or `auto`: slices on ZeroGPU, else child; see docs/runners.md.",
        takes="auto, child or slices",
        parse=one_of("auto", "child", "slices"),
    ),
    Variable(
        name="SSIDKD_COLLECTION",
        field="collection",
        default="yes",
        meaning="Whether visitors may donate rainy photos; see docs/collection.md.",
        takes="yes or no",
        parse=switch,
    ),
    Variable(
        name="SSIDKD_COLLECTION_DATASET",
        field="collection_dataset",
        default="",
        default_in_words="none",
        meaning="Dataset of the Hub to which the photos that you accepted are sent, such as "
        "`owner/name`; nothing is sent without it.",
        takes="a dataset's name such as owner/name",
        parse=repository,
    ),
    Variable(
        name="SSIDKD_COLLECTION_PRIVATE",
        field="collection_private",
        default="yes",
        meaning="Whether that dataset is made private, where it is not there yet.",
        takes="yes or no",
        parse=switch,
    ),
    Variable(
        name="SSIDKD_COLLECTION_PULL_REQUESTS",
        field="collection_pull_requests",
        default="no",
        meaning="Whether photos are sent as pull requests, which somebody merges on the Hub.",
        takes="yes or no",
        parse=switch,
    ),
    Variable(
        name="SSIDKD_OWNERS",
        field="owners",
        default="",
        default_in_words="none",
        meaning="Names on the Hub, separated by commas, that may review donations after a login on "
        "a Space.",
        takes="names of users of the Hub, separated by commas",
        parse=user_names,
    ),
    Variable(
        name="SSIDKD_OWNER_TOKEN",
        field="owner_token",
        default="",
        default_in_words="made at the first start, in `owner-token` of the data folder",
        meaning="Word that opens the owner's page where there is no login of the Hub.",
        takes="a word of at least 16 characters, without spaces",
        parse=long_word,
        is_secret=True,
    ),
    Variable(
        name="SSIDKD_DISK",
        field="disk",
        default="auto",
        meaning="Whether the data folder outlives a restart of the host: `lasting`, `passing`, or "
        "`auto`: passing on a Space, else lasting.",
        takes="auto, lasting or passing",
        parse=one_of("auto", "lasting", "passing"),
    ),
    Variable(
        name="HF_TOKEN",
        field="hub_token",
        default="",
        default_in_words="none",
        meaning="Token of the Hub that may write to the dataset of the collection.",
        takes="a token of the Hub",
        parse=str,
        is_secret=True,
    ),
)
