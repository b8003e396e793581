/* Presenting: a whole step on the screen, in the largest type at which that is possible. */

const LEAST_TYPE = 16; // [px]; before it gets smaller than that, the step scrolls
const WIDE = 1000; // [px]; as in lessons_widths.css: narrower pages have one column, and scroll
const TALLEST = [36, 30, 25]; // a picture among others [vh]
const ALONE = 1.8; // times as tall, where there is no other

/* Find type, place of the question and height of the pictures for what the lessons show now. */
window.fitLesson = (lessons) => {
  const { style, dataset } = lessons;
  style.removeProperty("--lesson-size");
  style.removeProperty("--tallest");
  style.removeProperty("--tallest-alone");
  delete dataset.question;
  if (dataset.mode !== "present" || lessons.clientWidth < WIDE) return;
  const largest = parseFloat(getComputedStyle(lessons.querySelector(".lesson:not([hidden])")).fontSize);
  for (let size = Math.floor(largest); size >= LEAST_TYPE; size -= 1) {
    style.setProperty("--lesson-size", `${size}px`);
    for (const height of TALLEST) {
      style.setProperty("--tallest", `${height}vh`);
      style.setProperty("--tallest-alone", `${height * ALONE}vh`);
      for (const place of ["text", "show"]) {
        dataset.question = place;
        if (lessons.scrollHeight <= lessons.clientHeight) return;
      }
    }
  }
  dataset.question = "text"; // it scrolls; what is turned stays beside its pictures
};
