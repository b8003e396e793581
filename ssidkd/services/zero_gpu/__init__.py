"""Networks on a host that lends its GPU for seconds, to one decorated function (ZeroGPU)."""
