/** Modules of scikit-learn whose classes have no `predict`, besides those that are named. */
const preparing: Readonly<Record<string, readonly string[]>> = {
  compose: ['TransformedTargetRegressor'],
  covariance: ['EllipticEnvelope'],
  cross_decomposition: ['CCA', 'PLSCanonical', 'PLSRegression'],
  decomposition: [],
  feature_extraction: [],
  feature_selection: ['RFE', 'RFECV'],
  impute: [],
  kernel_approximation: [],
  manifold: [],
  preprocessing: [],
  random_projection: [],
};

/** Classes without `predict` in modules whose other classes have it. */
const withoutPredict = new Set([
  ...[
    'AgglomerativeClustering',
    'DBSCAN',
    'FeatureAgglomeration',
    'HDBSCAN',
    'OPTICS',
    'SpectralBiclustering',
  ],
  ...['SpectralClustering', 'SpectralCoclustering', 'RandomTreesEmbedding', 'KNeighborsTransformer'],
  ...['KernelDensity', 'NearestNeighbors', 'NeighborhoodComponentsAnalysis', 'RadiusNeighborsTransformer'],
  ...['BernoulliRBM', 'FeatureUnion'],
]);

/** Whether a class of scikit-learn, by its full name, has a method `predict`. */
export function hasPredict(name: string): boolean {
  const [, module = ''] = name.split('.');
  const last = name.slice(name.lastIndexOf('.') + 1);
  const others = preparing[module];
  return others ? others.includes(last) : !withoutPredict.has(last);
}
