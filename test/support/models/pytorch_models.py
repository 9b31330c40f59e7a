"""Saves models of PyTorch, and prints a line of JSON for each: what it is."""

import json
import sys
import warnings
from pathlib import Path

import torch
from torch import nn

FOLDER = Path(sys.argv[1])
warnings.simplefilter("ignore")


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(5, 3), nn.ReLU(), nn.Linear(3, 2))

    def forward(self, rows):
        return self.body(rows)


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(50, 4)
        self.out = nn.Linear(4, 2)

    def forward(self, rows):
        return self.out(self.words(rows.long()).mean(1))


def tell(path, **truth):
    print(json.dumps({"file": path.name, **truth}))


networks = {
    "linear": (nn.Linear(4, 1), 4, torch.zeros(2, 4)),
    "sequence": (nn.Sequential(nn.Linear(7, 3), nn.ReLU(), nn.Linear(3, 2)), 7, torch.zeros(2, 7)),
    "own": (Net(), 5, torch.zeros(2, 5)),
    "words": (Words(), None, torch.zeros(2, 6)),
    "pictures": (nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(144, 2)), None, torch.zeros(2, 3, 8, 8)),
}
for name, (network, columns, example) in networks.items():
    network.eval()
    for kind, made in (("script", torch.jit.script(network)), ("trace", torch.jit.trace(network, example))):
        path = FOLDER / f"{name}-{kind}.pt"
        torch.jit.save(made, str(path))
        tell(path, format="torchscript", columns=columns, grade="needs-load" if columns is None else "runs")
    noted = FOLDER / f"{name}-noted.pth"
    torch.jit.save(torch.jit.script(network), str(noted), _extra_files={"columns": "9"})
    tell(noted, format="torchscript", columns=9, grade="runs")
    frozen = FOLDER / f"{name}-frozen.pt"
    torch.jit.save(torch.jit.freeze(torch.jit.script(network)), str(frozen))
    tell(frozen, format="torchscript", columns=None, grade="needs-load")
    state = FOLDER / f"{name}-state.pt"
    torch.save(network.state_dict(), state)
    holds = ", ".join(f"{key} {' × '.join(map(str, value.shape))}" for key, value in list(network.state_dict().items())[:6])
    tell(state, format="torch-zip", columns=None, grade="needs-load", holds=holds)
    point = FOLDER / f"{name}-checkpoint.ckpt"
    torch.save({"epoch": 3, "model": network.state_dict()}, point)
    tell(point, format="torch-zip", columns=None, grade="needs-load", holds="epoch, model")
    whole = FOLDER / f"{name}-whole.pt"
    torch.save(network, whole)
    tell(whole, format="torch-zip", columns=None, grade="needs-load")
exported = FOLDER / "exported.pt2"
torch.export.save(torch.export.export(Net(), (torch.zeros(2, 5),)), exported)
tell(exported, format="torch-export", columns=None, grade="needs-load")
