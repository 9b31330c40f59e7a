import { describeFramework } from './python-framework.ts';

describeFramework({ name: 'pytorch', environment: 'pytorch', model: 'model.pt' });
describeFramework({ name: 'tensorflow', environment: 'tensorflow', model: 'model.keras' });
