import { describeFramework } from './python-framework.ts';

describeFramework({ name: 'pytorch', modules: ['torch'], model: 'model.pt' });
describeFramework({ name: 'tensorflow', modules: ['tensorflow', 'keras'], model: 'model.keras' });
