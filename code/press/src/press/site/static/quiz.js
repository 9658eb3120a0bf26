// Quizzes answer on the page. What is said stands in the page already, folded under each choice for readers without
// scripts: here it moves into a live region beside the choice that was ticked. Words are the fieldset's data-*.
import { record } from "./progress.js";

const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];

function prepare(quiz) {
  const choices = [...quiz.querySelectorAll(".quiz-choice")].map((element) => ({
    input: element.querySelector("input"),
    reply: element.querySelector(".quiz-reply"),
    fold: element.querySelector(".folded-body"),
  }));
  const status = quiz.querySelector(".quiz-status");
  const again = quiz.querySelector(".quiz-again");
  const isRight = ({ input }) => input.hasAttribute("data-correct");

  const hide = ({ reply, fold }) => fold.append(...reply.childNodes);
  const say = (word) => (status.textContent = word ? quiz.dataset[word] : "");

  const answer = (several) => {
    choices.forEach(hide);
    const ticked = choices.filter(({ input }) => input.checked);
    if (!ticked.length) {
      say("none");
      return;
    }
    for (const { reply, fold } of ticked) reply.append(...fold.childNodes);
    const solved = choices.every((choice) => choice.input.checked === isRight(choice));
    say(several && (solved ? "all" : ticked.every(isRight) ? "missing" : "try"));
    again.hidden = false;
    record(quiz.dataset.chapter, "quizzes", quiz.id, solved ? "solved" : "tried");
  };

  again.addEventListener("click", () => {
    for (const choice of choices) {
      choice.input.checked = false;
      hide(choice);
    }
    say();
    again.hidden = true;
    choices[0].input.focus();
  });

  const check = quiz.querySelector(".quiz-check");
  if (check) {
    check.addEventListener("click", () => answer(true));
    // What was said of another answer is no longer true.
    quiz.addEventListener("change", ({ target }) => {
      hide(choices.find(({ input }) => input === target));
      say();
    });
    return;
  }

  // Arrow keys move through radio buttons and tick them on their way: that is no answer yet.
  let moving = false;
  quiz.addEventListener("keydown", (event) => {
    moving = ARROWS.includes(event.key);
    if ((event.key === "Enter" || event.key === " ") && event.target.checked) {
      event.preventDefault();
      answer(false);
    }
  });
  quiz.addEventListener("keyup", () => (moving = false));
  quiz.addEventListener("change", () => {
    if (!moving) {
      answer(false);
      return;
    }
    choices.forEach(hide);
    say("press");
  });
}

document.querySelectorAll("fieldset.quiz").forEach(prepare);
