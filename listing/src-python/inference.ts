import { pythonInference } from '../runtime/python-inference.ts';

// Your model is in python/model.py, and nothing has to change here. To look at records before Python does, or at its
// predictions before the caller does, use `defineInference` from '../runtime/inference.ts' with `loadPython`:
//
//   export default defineInference({
//     load: loadPython,
//     predict: async (python, records, context) => python.predict(records, context),
//   });
export default pythonInference();
