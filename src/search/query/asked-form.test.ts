import { expect, test } from "vitest";
import { hasAskedForm } from "./asked-form.ts";

test.each([
  ["How hot should the oven be?", "Set it to two hundred degrees.", "Weigh five hundred grams of flour."],
  ["How hot should the milk be?", "Take it off before it boils.", "Pour it into the batter."],
  ["How heavy is the dough?", "It comes to two pounds.", "It rests for two hours."],
  ["How deep do I plant the bulb?", "Put it ten centimeters into the ground.", "Buy three bulbs of each."],
  ["What share of the seeds come up?", "About 80 percent come up.", "He sowed 80 seeds."],
  ["How long does the dough rest?", "Leave it for two hours.", "Leave it in a bowl."],
  ["How long does the dough rest?", "One hour is enough.", "Roll it to a length of 10 to 15 centimeters."],
  ["How hot is the kettle?", "Wait until it is boiling.", "It holds a fluid with a low boiling point."],
  ["How many loaves do you eat?", "Two a day.", "It is one of those that I like."],
  ["How many loaves do you bake?", "We bake ninety.", "We bake in a brick oven."],
  ["What does a loaf cost?", "It is four euros.", "It is sold at the door."],
  ["When was the oven built?", "It was built in 1921.", "Masons from the valley built it of brick."],
  ["Where is the mill?", "It stands behind the church.", "It turns all day."],
  ["When does the mill open?", "It opens at 8am.", "I am a baker."],
  ["How heavy is the dough?", "It weighs 2kg.", "It weighs a lot in 3D."],
  ["How long does the dough rest?", "Give it 40min.", "Give it a rest."],
  ["Wie viele Brote backt ihr?", "Wir backen vierundfünfzig.", "Wir backen fleißig, und zeitig."],
  ["Wie viele Gäste kamen?", "Es kamen zweihundertfünf.", "Sie kamen im letzten Jahrhundert."],
  ["¿Cuántos panes hacen?", "Hacemos cuarenta y dos.", "Los hacemos con paciencia."],
  ["Combien de pains faites-vous ?", "On en fait trente.", "On les fait au levain."],
  ["Wie heiß muss der Ofen sein?", "Er braucht zweihundert Grad.", "Man nimmt zwei Pfund Mehl."],
])("%s is answered by “%s” for all its form tells, not by “%s”", (question, may, cannot) => {
  expect(hasAskedForm(question, may)).toBe(true);
  expect(hasAskedForm(question, cannot)).toBe(false);
});

test.each(["Why does the dough rest?", "How do I shape a loaf?", "What is a starter?"])(
  "%s may be answered in any form",
  (question) => {
    expect(hasAskedForm(question, "Flour is ground from rye.")).toBe(true);
  },
);
