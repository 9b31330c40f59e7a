import { describeFramework } from './python-framework.ts';

describeFramework({ name: 'scikit-learn', environment: 'listing', model: 'model.joblib' });
describeFramework({ name: 'lightgbm', environment: 'listing', model: 'model.txt' });
describeFramework({ name: 'xgboost', environment: 'xgboost', model: 'model.json' });
describeFramework({ name: 'catboost', environment: 'catboost', model: 'model.cbm' });
