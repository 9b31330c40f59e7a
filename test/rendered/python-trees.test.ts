import { describeFramework } from './python-framework.ts';

describeFramework({ name: 'scikit-learn', modules: ['sklearn', 'joblib'], model: 'model.joblib' });
describeFramework({ name: 'lightgbm', modules: ['lightgbm'], model: 'model.txt' });
describeFramework({ name: 'xgboost', modules: ['xgboost'], model: 'model.json' });
