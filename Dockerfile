# The page in a container: docker build -t ssidkd . && docker run -p 7860:7860 ssidkd
#
# The torch that pip finds by default on x86-64 brings CUDA and is large. For a small image without
# it, or for another version of CUDA, name the index that PyTorch's installation page gives:
#   docker build --build-arg PIP_EXTRA_INDEX_URL=ADDRESS -t ssidkd .
# PIP_INDEX_URL takes the place of the public index, where a network has its own.
ARG BASE=python:3.11.14-slim-bookworm
FROM ${BASE}

RUN useradd --create-home --uid 1000 user
WORKDIR /home/user/app

# Before the sources, so that a changed source does not install everything again. Both addresses
# are kept in the image's history: none with a password.
ARG PIP_INDEX_URL=""
ARG PIP_EXTRA_INDEX_URL=""
COPY requirements.txt constraints.txt ./
RUN python -m pip install --no-cache-dir -r requirements.txt -c constraints.txt

COPY --chown=user . .
RUN install -d -o user /home/user/data

USER user
# What libraries keep goes to the volume, too: nothing else can be written to on a read-only root.
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/home/user \
    HF_HOME=/home/user/data/hub \
    SSIDKD_DATA_DIR=/home/user/data \
    SSIDKD_HOST=0.0.0.0 \
    SSIDKD_PORT=7860

VOLUME /home/user/data
EXPOSE 7860
# Without a proxy, which the container's environment may name: it would look for another machine.
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:' + os.environ['SSIDKD_PORT'] + '/healthz', timeout=8)"]
CMD ["python", "app.py"]
