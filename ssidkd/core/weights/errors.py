"""What can be wrong with a weights file; every message is a sentence a user can act on."""


class WeightsError(ValueError):
    """The weights cannot be used; nothing was loaded."""


class WeightsMissingError(WeightsError):
    """There is no such file."""


class NotSafetensorsError(WeightsError):
    """The file is not in the safetensors format."""


class HeaderTooLargeError(WeightsError):
    """The file's header is larger than any network of this project needs."""


class TruncatedWeightsError(WeightsError):
    """The file ends before its tensors do."""


class MissingMetadataError(WeightsError):
    """The file does not say what it holds."""


class WrongArchitectureError(WeightsError):
    """The file holds the weights of another network."""


class WeightsKeysError(WeightsError):
    """Tensors are missing, or there are tensors the network does not have."""


class WeightsShapeError(WeightsError):
    """A tensor has another shape or number type than the network needs."""


class NonFiniteWeightsError(WeightsError):
    """A tensor holds values that are not finite numbers."""


class WeightsHashError(WeightsError):
    """The file is not the one whose SHA-256 is pinned."""
