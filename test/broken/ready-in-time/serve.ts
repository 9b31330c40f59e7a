// Exits before it is ready.
console.error('the model is not where it should be');
process.exit(1);
