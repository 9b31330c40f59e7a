// What every server does with a body. WORK names it: `echo` returns the bytes, `parse` sums each row of JSON.
const works = {
  echo: (body) => body,
  parse: (body) => {
    const { instances } = JSON.parse(body.toString());
    return JSON.stringify({ predictions: instances.map((row) => row.reduce((sum, cell) => sum + cell, 0)) });
  },
};

export const work = works[process.env.WORK];
export const port = Number(process.env.SAGEMAKER_BIND_TO_PORT ?? process.env.PORT);
