// <paired-videos>: two videos of one scene, played, paused and turned to a time together.

const APART = 0.08; // seconds by which two videos may differ before one is set to the other

class PairedVideos extends HTMLElement {
  connectedCallback() {
    const videos = [...this.querySelectorAll("video")];
    if (videos.length !== 2 || this.querySelector("button")) return;
    this.append(this.button(videos));
    for (const [video, other] of [videos, videos.toReversed()]) {
      // Events come late: what has changed again since then is not passed on.
      video.addEventListener("play", () => video.paused || play([other]));
      video.addEventListener("pause", () => !video.paused || video.ended || other.pause());
      video.addEventListener("seeked", () => follow(video, other));
    }
    // Decoders drift; the second video follows the first one.
    videos[0].addEventListener("timeupdate", () => follow(videos[0], videos[1]));
  }

  button(videos) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "save";
    button.textContent = this.dataset.play;
    button.addEventListener("click", () =>
      videos[0].paused ? play(videos) : videos.forEach((video) => video.pause()),
    );
    videos[0].addEventListener("play", () => (button.textContent = this.dataset.pause));
    videos[0].addEventListener("pause", () => (button.textContent = this.dataset.play));
    return button;
  }
}

function play(videos) {
  for (const video of videos) if (video.paused) video.play().catch(() => {});
}

function follow(video, other) {
  if (Math.abs(video.currentTime - other.currentTime) > APART) {
    other.currentTime = Math.min(video.currentTime, other.duration || 0);
  }
}

customElements.define("paired-videos", PairedVideos);
