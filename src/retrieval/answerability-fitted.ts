import type { AnswerabilityWeights } from "./answerability.ts";

// Written by `npm run fit:answerability`.
export const several: AnswerabilityWeights = {
  signs: {
    ahead: { typical: 0.5949, scale: 0.2658, weight: 0.3873, units: [0.2006, -0.111, -0.003159, -0.7247] },
    near: { typical: 0.6252, scale: 0.3589, weight: 0.4609, units: [-0.02708, 0.3973, -0.003791, -0.2513] },
    pairs: { typical: 0.232, scale: 0.2058, weight: 0.222, units: [-0.2823, 0.08112, -0.001791, -0.06968] },
    phrases: { typical: 0.2557, scale: 0.1762, weight: 0.2183, units: [0.05307, 0.1993, -0.001702, -0.2347] },
    numbers: {
      typical: 0.02298,
      scale: 0.07795,
      weight: -0.1294,
      units: [-0.2188, 0.1554, 0.0009522, -0.1834],
    },
    unseen: {
      typical: 0.2632,
      scale: 0.2864,
      weight: 0.01124,
      units: [-0.2302, -0.1736, -0.0001509, -0.06458],
    },
    asking: {
      typical: 0.06135,
      scale: 0.09548,
      weight: -0.02736,
      units: [-0.1308, 0.1049, 0.0001516, 0.09751],
    },
    terms: { typical: 1.904, scale: 0.5722, weight: -0.2192, units: [-0.3103, -0.2472, 0.001576, -0.1569] },
    repeats: {
      typical: 0.06861,
      scale: 0.1313,
      weight: -0.1383,
      units: [0.01616, 0.05324, 0.0009772, 0.1695],
    },
    words: { typical: 2.398, scale: 0.8008, weight: -0.3422, units: [-0.3219, -0.09694, 0.002471, -0.1646] },
    questionMark: {
      typical: 0.5858,
      scale: 0.4926,
      weight: -0.08461,
      units: [-0.3745, 0.5935, 0.000545, -0.08314],
    },
    nearest: { typical: 0.5858, scale: 0.1548, weight: -0.14, units: [0.09809, -0.01928, 0.0011, -0.2414] },
    video: { typical: 0.506, scale: 0.1862, weight: -0.2452, units: [0.07818, -0.08896, 0.001919, -0.02919] },
    videoAhead: {
      typical: 0.1445,
      scale: 1.012,
      weight: 0.2464,
      units: [0.2053, 0.1355, -0.001931, -0.1531],
    },
    otherLanguage: {
      typical: 0.1397,
      scale: 0.3467,
      weight: 0.1938,
      units: [0.1067, 0.3398, -0.0008241, -0.162],
    },
  },
  units: [
    { bias: 0.8838, weight: -0.8342 },
    { bias: 0.682, weight: 0.8508 },
    { bias: -0.2362, weight: -0.007629 },
    { bias: 0.8406, weight: -1.14 },
  ],
  constant: 1.906,
};

export const alone: AnswerabilityWeights = {
  signs: {
    near: { typical: 0.4381, scale: 0.367, weight: 0.7991, units: [0.002381, -0.7448, -1.039, 0.2534] },
    pairs: { typical: 0.1072, scale: 0.1365, weight: 0.1788, units: [0.000532, -0.1072, -0.7096, 0.06746] },
    phrases: { typical: 0.1505, scale: 0.1302, weight: 0.3008, units: [0.0008719, -0.2132, 0.1558, 0.5465] },
    numbers: {
      typical: 0.0197,
      scale: 0.07029,
      weight: -0.009278,
      units: [-0.00001953, 0.08002, -0.1374, -0.0872],
    },
    unseen: { typical: 0.5401, scale: 0.3403, weight: 0.3228, units: [0.0009423, 0.1485, -0.3112, 0.02901] },
    asking: {
      typical: 0.06478,
      scale: 0.09611,
      weight: 0.05176,
      units: [0.0001532, 0.1091, -0.1134, -0.2262],
    },
    terms: { typical: 1.953, scale: 0.5669, weight: -0.1162, units: [-0.0003402, -0.05107, 0.2036, -0.554] },
    repeats: {
      typical: 0.07379,
      scale: 0.1358,
      weight: -0.1963,
      units: [-0.0005417, 0.1652, 0.06312, -0.03127],
    },
    words: { typical: 2.466, scale: 0.7927, weight: 0.115, units: [0.0003072, -0.1531, 0.3393, -0.5079] },
    questionMark: {
      typical: 0.6081,
      scale: 0.4882,
      weight: 0.3881,
      units: [0.001075, 0.02556, -0.3909, -0.5959],
    },
    nearest: {
      typical: 0.5195,
      scale: 0.1873,
      weight: 0.1062,
      units: [0.0002912, -0.4324, -0.0549, -0.005186],
    },
    video: {
      typical: 0.4809,
      scale: 0.1911,
      weight: -0.07414,
      units: [-0.0002241, -0.3153, 0.1244, 0.09675],
    },
    otherLanguage: {
      typical: 0.1433,
      scale: 0.3504,
      weight: -0.3345,
      units: [-0.0005457, -0.07873, -0.2358, -0.01068],
    },
  },
  units: [
    { bias: 0.7719, weight: 0.004703 },
    { bias: 0.2737, weight: -1.093 },
    { bias: -0.9714, weight: -1.518 },
    { bias: -1.392, weight: 1.198 },
  ],
  constant: 2.137,
};
