import { pythonInference } from '../runtime/python-inference.ts';

// Your model is in python/model.py. You need not change this file. To process records before Python, or predictions
// after it, use `defineInference` from '../runtime/inference.ts' with `loadPython`:
//
//   export default defineInference({
//     load: loadPython,
//     predict: async (python, records, context) => python.predict(records, context),
//   });
export default pythonInference();
