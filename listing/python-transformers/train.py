"""`train` runs this. The hyperparameters are checked against your manifest. Write your model to `job.model_dir`."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from typing import Any

import torch
import transformers

from runtime.training import Channel, Job

LONGEST = 128
# Uses a GPU if the machine has one and the image has CUDA.
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
Row = tuple[str, str]


def train(job: Job) -> None:
    """
    This example trains a small classifier of texts from nothing, on CSV files with a label and a text in each row. To
    tune a large model, load it from a channel with `from_pretrained` instead. Replace it with your own code.
    """
    job.expect_only(("epochs", "learning_rate", "batch_size", "units", "vocabulary"))
    learn, check = read_rows(job)
    labels = sorted({label for label, _ in learn})
    if len(labels) < 2:
        raise ValueError(f"the training rows have one label, {labels[0]!r}, and a classifier needs two")
    torch.manual_seed(0)
    tokenizer = tokenizer_for(learn, int(job.hyperparameters.get("vocabulary", 8000)))
    if DEVICE != "cpu":
        print(f"the training runs on {DEVICE}: {torch.cuda.get_device_name()}")
    network = network_for(labels, tokenizer, int(job.hyperparameters.get("units", 64))).to(DEVICE)
    optimizer = torch.optim.AdamW(network.parameters(), lr=float(job.hyperparameters.get("learning_rate", 0.001)))
    size = int(job.hyperparameters.get("batch_size", 32))
    for _ in range(int(job.hyperparameters.get("epochs", 50))):
        # When the job is stopped, the model is saved below as it is.
        if job.is_stopping:
            break
        network.train()
        for batch in torch.randperm(len(learn)).split(size):
            rows = [learn[at] for at in batch]
            targets = torch.tensor([labels.index(label) for label, _ in rows]).to(DEVICE)
            optimizer.zero_grad()
            network(**tokens_of(rows, tokenizer), labels=targets).loss.backward()
            optimizer.step()
        network.eval()
        job.report_scores(
            train=scored(learn, labels, network, tokenizer, size),
            validation=scored(check, labels, network, tokenizer, size),
        )
    transformers.utils.logging.disable_progress_bar()
    network.save_pretrained(job.model_dir)
    tokenizer.save_pretrained(job.model_dir)


def read_rows(job: Job) -> tuple[list[Row], list[Row]]:
    """The validation rows come from the channel `validation`. Without this channel, they are a tenth of the others."""
    channel = job.channels.get("train") or next(iter(job.channels.values()), None)
    if channel is None:
        raise ValueError("there is no channel to learn from")
    rows = list(rows_of(channel))
    # Files may be sorted. The order is the same in every run.
    random.Random(1).shuffle(rows)
    if not rows:
        raise ValueError(f"channel `{channel.name}` has no rows in {channel.dir}")
    apart = job.channels.get("validation")
    if apart is not None and apart is not channel:
        return rows, list(rows_of(apart))
    if len(rows) < 10:
        return rows, rows
    return [row for at, row in enumerate(rows) if at % 10], rows[::10]


def rows_of(channel: Channel) -> Iterator[Row]:
    for number, row in enumerate(csv.reader(f"{line}\n" for line in channel.lines()), 1):
        if not row:
            continue
        if len(row) != 2:
            raise ValueError(
                f"channel `{channel.name}`, row {number} has {len(row)} cells and not a label and a text; "
                "texts with commas are in double quotes"
            )
        yield row[0], row[1]


def tokenizer_for(rows: list[Row], size: int) -> Any:
    """Learns the pieces of words that the texts consist of."""
    empty = transformers.BertTokenizer(model_max_length=LONGEST)
    return empty.train_new_from_iterator([text for _, text in rows], vocab_size=size, show_progress=False)


def network_for(labels: list[str], tokenizer: Any, units: int) -> Any:
    heads = next(heads for heads in (8, 4, 2, 1) if units % heads == 0)
    config = transformers.BertConfig(
        vocab_size=len(tokenizer),
        pad_token_id=tokenizer.pad_token_id,
        hidden_size=units,
        num_hidden_layers=2,
        num_attention_heads=heads,
        intermediate_size=2 * units,
        max_position_embeddings=LONGEST,
        id2label=dict(enumerate(labels)),
        label2id={label: at for at, label in enumerate(labels)},
    )
    return transformers.BertForSequenceClassification(config)


def tokens_of(rows: list[Row], tokenizer: Any) -> Any:
    return tokenizer([text for _, text in rows], truncation=True, padding=True, return_tensors="pt").to(DEVICE)


def scored(rows: list[Row], labels: list[str], network: Any, tokenizer: Any, size: int) -> tuple[Any, Any]:
    """Of two labels the probability of the second, and of more labels the place of the likeliest one."""
    with torch.inference_mode():
        parts = [network(**tokens_of(rows[at : at + size], tokenizer)).logits for at in range(0, len(rows), size)]
    chances = torch.cat(parts).softmax(dim=1)
    found = chances[:, 1] if len(labels) == 2 else chances.argmax(dim=1)
    return found.tolist(), [labels.index(label) if label in labels else -1 for label, _ in rows]
