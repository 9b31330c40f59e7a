"""For python/model.py: `from runtime.transformers_model import answers, load_model`. Serves a model of Hugging Face."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from transformers.pipelines.base import PipelineException

from runtime.inference import BadBody

EMBEDDINGS = "sentence-embeddings"

# How the name of a model's class ends, and what it is for.
TASKS = {
    "ForSequenceClassification": "text-classification",
    "ForTokenClassification": "token-classification",
    "ForMaskedLM": "fill-mask",
    "ForCausalLM": "text-generation",
    "LMHeadModel": "text-generation",
}
# These tasks take a whole text at once.
OF_WHOLE_TEXTS = ("text-classification", "token-classification", "fill-mask", "feature-extraction")

# How many texts are embedded together.
AT_ONCE = 32

# What loads them, for classes that Transformers has no pipeline for.
WITHOUT_PIPELINE = {
    "ForQuestionAnswering": "AutoModelForQuestionAnswering",
    "ForMultipleChoice": "AutoModelForMultipleChoice",
    "ForConditionalGeneration": "AutoModelForSeq2SeqLM",
}

# These would load code, files or processes.
NOT_FOR_CALLERS = {"trust_remote_code", "custom_generate", "assistant_model", "num_workers", "batch_size"}


def load_model(model_dir: str, task: str | None = None) -> Any:
    """The pipeline of the task, or a function from a text to its embedding. Without a task, config.json tells it."""
    task = task or task_of(model_dir)
    transformers.utils.logging.disable_progress_bar()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device != "cpu":
        print(f"the model runs on {device}: {torch.cuda.get_device_name()}")
    if task == EMBEDDINGS:
        return SentenceEncoder(model_dir, device)
    return transformers.pipeline(task, model=model_dir, device=device)  # type: ignore[call-overload]


def task_of(model_dir: str) -> str:
    """What the model is for, by the class in its config.json."""
    names = read_json(Path(model_dir, "config.json"), model_dir).get("architectures") or []
    name = names[0] if names else "no class"
    for ending, task in TASKS.items():
        if name.endswith(ending):
            return task
    for ending, loader in WITHOUT_PIPELINE.items():
        if name.endswith(ending):
            raise ValueError(
                f"the model is a {name}, which Transformers {transformers.__version__} has no pipeline for: load it in "
                f"python/model.py with transformers.{loader}.from_pretrained(model_dir), and call it in predict"
            )
    if Path(model_dir, "modules.json").exists():
        return EMBEDDINGS
    if name.endswith("Model"):
        return "feature-extraction"
    raise ValueError(f"config.json names {name}, which says no task: set TASK in python/model.py")


def read_json(path: Path, model_dir: str) -> Any:
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    held = ", ".join(sorted(file.name for file in Path(model_dir).glob("*"))) or "nothing"
    raise FileNotFoundError(
        f"{model_dir} must hold {path.name} and the other files that save_pretrained writes, and holds: {held}"
    )


class SentenceEncoder:
    """One vector for each text, as sentence-transformers computes it."""

    task = EMBEDDINGS

    def __init__(self, model_dir: str, device: str) -> None:
        modules = read_json(Path(model_dir, "modules.json"), model_dir)
        kinds = [module["type"].split(".")[-1] for module in modules]
        if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
            raise ValueError(f"modules.json has {', '.join(kinds)}: load the model with sentence-transformers instead")
        prompts = Path(model_dir, "config_sentence_transformers.json")
        if prompts.exists() and read_json(prompts, model_dir).get("default_prompt_name"):
            raise ValueError("the model begins each text with a prompt: load it with sentence-transformers instead")
        self._is_normalized = "Normalize" in kinds
        self._pooling = pooling_of(read_json(Path(model_dir, modules[1]["path"], "config.json"), model_dir))
        folder = Path(model_dir, modules[0]["path"])
        limits = Path(folder, "sentence_bert_config.json")
        self._tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        stated = read_json(limits, model_dir).get("max_seq_length") if limits.exists() else None
        self._longest = stated or self._tokenizer.model_max_length
        self._network = transformers.AutoModel.from_pretrained(folder).to(device).eval()

    def __call__(self, inputs: str | list[str]) -> list[Any]:
        """The vector of a text, or those of a list of texts."""
        return self.embed(inputs).tolist() if isinstance(inputs, list) else self.embed([inputs])[0].tolist()

    def embed(self, texts: list[str]) -> np.ndarray:
        """A text that is longer than the model takes is cut. Texts of about the same length are computed together."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        found = np.empty((len(texts), self._network.config.hidden_size), dtype=np.float32)
        for start in range(0, len(texts), AT_ONCE):
            part = order[start : start + AT_ONCE]
            found[part] = self._embed([texts[at] for at in part])
        return found

    def _embed(self, texts: list[str]) -> np.ndarray:
        tokens = self._tokenizer(
            texts, padding=True, padding_side="right", truncation=True, max_length=self._longest, return_tensors="pt"
        ).to(self._network.device)
        with torch.inference_mode():
            states = self._network(**tokens).last_hidden_state.float()
            mask = tokens["attention_mask"].unsqueeze(-1)
            found = states[:, 0] if self._pooling == "cls" else (states * mask).sum(1) / mask.sum(1)
            if self._is_normalized:
                found = torch.nn.functional.normalize(found, dim=1)
        return found.cpu().numpy()


def pooling_of(config: dict[str, Any]) -> str:
    """The older form of the file has a member for each kind."""
    older = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}
    named = config.get("pooling_mode") or [
        older.get(key, key) for key, value in config.items() if is_pooling(key, value)
    ]
    kinds = [named] if isinstance(named, str) else named
    if kinds not in (["mean"], ["cls"]):
        raise ValueError(f"the pooling of the model is {kinds}: load it with sentence-transformers instead")
    return kinds[0]


def is_pooling(key: str, value: Any) -> bool:
    return key.startswith("pooling_mode_") and value is True


def answers(model: Any, records: list[Any], parameters: Any = None) -> Any:
    """
    A record is a text, a CSV row with one, `{"text": …}`, or `{"inputs": …, "parameters": {…}}` as endpoints of Hugging
    Face take it. The answers have their form too.
    """
    calls = [parts_of(record) for record in records]
    inputs = [texts for texts, _ in calls]
    shared = checked(parameters)
    if isinstance(model, SentenceEncoder) and are_texts(inputs) and not shared and not any(own for _, own in calls):
        with refusing_bad_inputs(model):
            return model.embed(inputs)
    return [call(model, texts, {**shared, **own}) for texts, own in calls]


def parts_of(record: Any) -> tuple[Any, Any]:
    if isinstance(record, list):
        if len(record) != 1:
            raise BadBody(
                f"a record is one text, and has {len(record)} cells: write a text with commas in double quotes"
            )
        return record[0], {}
    if not isinstance(record, dict):
        return record, {}
    unknown = sorted(set(record) - {"inputs", "parameters"})
    if set(record) == {"text"}:
        return record["text"], {}
    if "inputs" not in record or unknown:
        raise BadBody(f'a record is a text or {{"inputs": …, "parameters": {{…}}}}, and has: {", ".join(record)}')
    return record["inputs"], checked(record.get("parameters"))


def checked(parameters: Any) -> dict[str, Any]:
    if parameters is None:
        return {}
    if not isinstance(parameters, dict):
        raise BadBody("`parameters` is an object of names and values")
    refused = sorted(NOT_FOR_CALLERS & set(parameters))
    if refused:
        raise BadBody(f"these parameters are not for callers: {', '.join(refused)}")
    return parameters


def call(model: Any, inputs: Any, parameters: dict[str, Any]) -> Any:
    """One answer for a text or a chat, and a list of answers for a list of texts."""
    if are_texts(inputs):
        return [call(model, text, parameters) for text in inputs]
    if not isinstance(inputs, str) and not (is_chat(inputs) and model.task == "text-generation"):
        raise BadBody("the input is not a text")
    with refusing_bad_inputs(model):
        check_length(model, inputs, parameters)
        return model(inputs, **parameters)


@contextlib.contextmanager
def refusing_bad_inputs(model: Any) -> Iterator[None]:
    """For example a text without a mask, or parameters that the task does not have."""
    try:
        yield
    except TypeError as fault:
        if str(fault).startswith("TextEncodeInput"):
            raise BadBody("the text has half of a character: a surrogate without its pair") from fault
        _, found, parameter = str(fault).partition("got an unexpected keyword argument ")
        if not found:
            raise
        raise BadBody(f"{model.task} has no parameter {parameter}") from fault
    except (PipelineException, ValueError) as fault:
        raise BadBody(str(fault).partition("\n")[0]) from fault


def are_texts(inputs: Any) -> bool:
    return isinstance(inputs, list) and bool(inputs) and all(isinstance(text, str) for text in inputs)


def is_chat(inputs: Any) -> bool:
    return isinstance(inputs, list) and bool(inputs) and all(isinstance(one, dict) and "role" in one for one in inputs)


def check_length(model: Any, text: Any, parameters: dict[str, Any]) -> None:
    if model.task not in OF_WHOLE_TEXTS or "truncation" in parameters or "stride" in parameters:
        return
    most = min(model.tokenizer.model_max_length, getattr(model.model.config, "max_position_embeddings", 10**9))
    count = len(model.tokenizer(text, verbose=False).input_ids)
    if count > most:
        raise BadBody(f"the text has {count} tokens, and the model takes {most}")
