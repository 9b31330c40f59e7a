"""`train` runs this. The hyperparameters are checked against your manifest. Write your model to `job.model_dir`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from runtime.tables import Table, read_tables
from runtime.training import Job

# Uses a GPU if the machine has one and the image has CUDA.
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Network(torch.nn.Module):
    """Two layers. The network scales columns and target itself, so callers use the original values."""

    def __init__(self, learn: Table, units: int, is_binary: bool) -> None:
        super().__init__()
        self.register_buffer("middle", torch.tensor(learn.rows.mean(axis=0)).float())
        self.register_buffer("deviation", torch.tensor(np.maximum(learn.rows.std(axis=0), 1e-9)).float())
        offset, factor = (0.0, 1.0) if is_binary else (learn.targets.mean(), learn.targets.std() or 1.0)
        self.register_buffer("offset", torch.tensor(offset).float())
        self.register_buffer("factor", torch.tensor(factor).float())
        self.hidden = torch.nn.Linear(learn.rows.shape[1], units)
        self.last = torch.nn.Linear(units, 1)
        self.is_binary = is_binary

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        found = self.last(torch.relu(self.hidden((rows - self.middle) / self.deviation))).squeeze(1)
        return torch.sigmoid(found) if self.is_binary else found * self.factor + self.offset


def train(job: Job) -> None:
    """
    This example trains a small network on CSV files whose first column is the target. It predicts probabilities if
    all targets are 0 or 1, and the value of the target otherwise. Replace it with your own code.
    """
    job.expect_only(("epochs", "rounds", "learning_rate", "batch_size", "units"))
    learn, check = read_tables(job)
    torch.manual_seed(0)
    is_binary = bool(np.isin(learn.targets, (0, 1)).all())
    if DEVICE != "cpu":
        print(f"the training runs on {DEVICE}: {torch.cuda.get_device_name()}")
    network = Network(learn, int(job.hyperparameters.get("units", 16)), is_binary).to(DEVICE)
    optimizer = torch.optim.Adam(network.parameters(), lr=float(job.hyperparameters.get("learning_rate", 0.01)))
    loss_of = torch.nn.BCELoss() if is_binary else torch.nn.MSELoss()
    rows, targets = (torch.tensor(part).float().to(DEVICE) for part in (learn.rows, learn.targets))
    size = int(job.hyperparameters.get("batch_size", 32))
    for _ in range(int(job.hyperparameters.get("epochs", job.hyperparameters.get("rounds", 50)))):
        # When the job is stopped, the model is saved below as it is.
        if job.is_stopping:
            break
        for batch in torch.randperm(len(rows)).split(size):
            optimizer.zero_grad()
            loss_of(network(rows[batch]) / network.factor, targets[batch] / network.factor).backward()
            optimizer.step()
        job.report_scores(
            train=(predictions(network, learn), learn.targets),
            validation=(predictions(network, check), check.targets),
        )
    notes = {"columns": str(learn.rows.shape[1])}
    torch.jit.save(torch.jit.script(network.cpu().eval()), str(Path(job.model_dir, "model.pt")), _extra_files=notes)


def predictions(network: Network, table: Table) -> np.ndarray:
    with torch.inference_mode():
        return network(torch.tensor(table.rows).float().to(DEVICE)).cpu().numpy()
