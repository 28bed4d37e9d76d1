"""torch.save and torch.load beside FlorDB: a state of given shapes with two moments of each parameter. Prints one line of JSON with times in seconds.
   torch_state.py SHAPES FILE ROUNDS     SHAPES has a line for each tensor: its name, its role, its sizes
"""
import json
import os
import sys
import time

import torch

shapes_path, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
torch.manual_seed(11)


def new(sizes, deviation):
    return torch.empty(sizes).normal_(0, deviation)


net, moments = {}, {}
for line in open(shapes_path):
    name, role, *sizes = line.split()
    sizes = [int(size) for size in sizes]
    net[name] = new(sizes, 0.02)
    if role == "Parameter":
        moments[name] = {"step": torch.tensor(2.0), "exp_avg": new(sizes, 1e-4), "exp_avg_sq": new(sizes, 1e-4).square_()}
state = {"net": net, "optimizer": moments}


def same(left, right):
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return torch.equal(left, right)


save, load = [], []
for _ in range(rounds):
    start = time.perf_counter()
    torch.save(state, path)
    save.append(time.perf_counter() - start)
    start = time.perf_counter()
    loaded = torch.load(path)
    load.append(time.perf_counter() - start)
    right = same(state, loaded)
    del loaded
    os.remove(path)
    if not right:
        sys.exit("what torch.load gave differs")
print(json.dumps({"Save": sorted(save)[rounds // 2], "Load": sorted(load)[rounds // 2]}))
