import type { AnswerabilityWeights } from "./network.ts";

// Written by `npm run fit:answerability`.
export const several: AnswerabilityWeights = {
  features: {
    videoMargin: { typical: 0.5905, scale: 0.2665, weight: 0.2393, units: [0.2276, 0.6425, -0.5041] },
    context1: { typical: 0.6256, scale: 0.3592, weight: 0.5205, units: [0.02124, 0.3569, -0.1764] },
    pairs: { typical: 0.232, scale: 0.2058, weight: 0.2779, units: [-0.1823, -0.1112, -0.2392] },
    phrases: { typical: 0.2556, scale: 0.1762, weight: 0.2597, units: [0.05908, -0.04034, -0.389] },
    numbers: { typical: 0.02318, scale: 0.0783, weight: -0.07614, units: [-0.2223, -0.04242, -0.1902] },
    missingTermShare: { typical: 0.2627, scale: 0.2862, weight: -0.1368, units: [-0.199, -0.03303, -0.1716] },
    fillerShare: { typical: 0.06135, scale: 0.09548, weight: 0.07224, units: [-0.05319, -0.1979, -0.04157] },
    terms: { typical: 1.904, scale: 0.5727, weight: -0.34, units: [-0.2598, 0.0227, -0.1899] },
    repeats: { typical: 0.06853, scale: 0.1314, weight: -0.1114, units: [0.02344, -0.02286, 0.1784] },
    words: { typical: 2.398, scale: 0.8008, weight: -0.408, units: [-0.3302, 0.03682, -0.1482] },
    questionMark: { typical: 0.5858, scale: 0.4926, weight: 0.09194, units: [-0.5727, 0.12, -0.01247] },
    nearest: { typical: 0.5858, scale: 0.1548, weight: -0.1806, units: [0.1135, 0.1726, -0.1852] },
    video: { typical: 0.506, scale: 0.1862, weight: -0.3015, units: [0.03226, 0.1155, 0.03477] },
    videoAhead: { typical: 0.1445, scale: 1.012, weight: 0.28, units: [0.188, 0.2095, -0.05225] },
    otherLanguage: { typical: 0.1416, scale: 0.3486, weight: 0.3802, units: [0.2413, -0.09769, -0.2895] },
  },
  units: [
    { bias: 0.8085, weight: -0.9516 },
    { bias: -0.7823, weight: 0.8672 },
    { bias: 0.7335, weight: -0.9164 },
  ],
  constant: 2.606,
};

export const singleVideo: AnswerabilityWeights = {
  features: {
    context1: { typical: 0.4381, scale: 0.367, weight: 0.79, units: [0.2959, -0.7499, -1.044] },
    pairs: { typical: 0.1072, scale: 0.1365, weight: 0.1844, units: [0.07792, -0.1164, -0.7035] },
    phrases: { typical: 0.1505, scale: 0.1302, weight: 0.3058, units: [0.5257, -0.2139, 0.1579] },
    numbers: { typical: 0.01962, scale: 0.07, weight: -0.112, units: [0.1227, 0.04516, -0.1392] },
    missingTermShare: { typical: 0.5401, scale: 0.3403, weight: 0.3269, units: [0.02307, 0.1319, -0.3057] },
    fillerShare: { typical: 0.06478, scale: 0.09611, weight: 0.06255, units: [-0.2565, 0.09457, -0.1038] },
    terms: { typical: 1.953, scale: 0.5669, weight: -0.116, units: [-0.5579, -0.04477, 0.2049] },
    repeats: { typical: 0.07379, scale: 0.1358, weight: -0.201, units: [-0.07982, 0.1686, 0.05805] },
    words: { typical: 2.466, scale: 0.7927, weight: 0.1304, units: [-0.5173, -0.1461, 0.3457] },
    questionMark: { typical: 0.6081, scale: 0.4882, weight: 0.4023, units: [-0.5863, 0.02838, -0.3853] },
    nearest: { typical: 0.5195, scale: 0.1873, weight: 0.1115, units: [0.004968, -0.4321, -0.05054] },
    video: { typical: 0.4809, scale: 0.1911, weight: -0.06627, units: [0.1025, -0.3177, 0.1295] },
    otherLanguage: { typical: 0.1433, scale: 0.3504, weight: -0.3497, units: [-0.02045, -0.07784, -0.2432] },
  },
  units: [
    { bias: -1.362, weight: 1.18 },
    { bias: 0.2568, weight: -1.09 },
    { bias: -0.98, weight: -1.516 },
  ],
  constant: 2.202,
};
