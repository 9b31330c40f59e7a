"""MLServer's own runtime of scikit-learn, which reads its JSON, with handlers for other bodies."""

from typing import Annotated

from bodies import CSV, NPY, body_of, rows_of
from fastapi import Depends, Request, Response
from mlserver.handlers import custom_handler
from mlserver_sklearn import SKLearnModel


async def read_body(request: Request) -> bytes:
    return await request.body()


class Scorer(SKLearnModel):
    @custom_handler(rest_path="/csv")
    async def of_csv(self, body: Annotated[bytes, Depends(read_body)]) -> Response:
        return Response(body_of(self._model.predict(rows_of(body, CSV)), CSV), media_type=CSV)

    @custom_handler(rest_path="/npy")
    async def of_npy(self, body: Annotated[bytes, Depends(read_body)]) -> Response:
        return Response(body_of(self._model.predict(rows_of(body, NPY)), NPY), media_type=NPY)
