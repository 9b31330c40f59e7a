from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Example(BaseModel):
    features: list[list[float]]


@app.get("/ping")
async def ping():
    return {"status": "alive"}


@app.post("/invocations")
async def invocations(example: Example):
    return {"output": [sum(row) for row in example.features]}
