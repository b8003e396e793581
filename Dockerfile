# The page in a container: docker build -t ssidkd . && docker run -p 7860:7860 ssidkd
#
# The torch that pip finds by default on x86-64 brings CUDA and is large. For a small image without
# it, name the index of CPU builds that PyTorch's installation page gives:
#   docker build --build-arg PIP_EXTRA_INDEX_URL=ADDRESS -t ssidkd .
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1

RUN useradd --create-home --uid 1000 user
WORKDIR /home/user/app

# Before the sources, so that a changed source does not install everything again.
ARG PIP_EXTRA_INDEX_URL=""
COPY requirements.txt constraints.txt ./
RUN python -m pip install -r requirements.txt -c constraints.txt

COPY --chown=user . .
RUN install -d -o user /home/user/data
USER user
ENV HOME=/home/user \
    SSIDKD_DATA_DIR=/home/user/data \
    GRADIO_SERVER_NAME=0.0.0.0 \
    GRADIO_SERVER_PORT=7860 \
    GRADIO_ANALYTICS_ENABLED=False

VOLUME /home/user/data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:7860/config', timeout=8)"]
CMD ["python", "app.py"]
