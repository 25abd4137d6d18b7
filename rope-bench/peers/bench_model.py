#!/usr/bin/env python3
"""transformers (PyTorch, float32, sdpa) on a checkpoint: the peer of `rope bench prompt` and `rope bench nll`.

One JSON line: {loop, peer, length, threads, seconds, cpu_seconds, kernels}. Tokens are any: token i is (i * 7919) mod vocabulary. seconds is
the fastest of --repeat runs, cpu_seconds those of all threads of the cheapest run; weights are loaded before.

  bench_model.py prompt   --model FOLDER --length 2048    # hidden states of all tokens, logits of the last
  bench_model.py nll      --model FOLDER --length 16384   # losses of all tokens, logits of 512 tokens at a time
  bench_model.py nll-once --model FOLDER --length 16384   # the same by one call of the model, as most people do it
"""
import argparse, json, time


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("loop", choices=["prompt", "nll", "nll-once"])
    p.add_argument("--model", required=True, help="a Hugging Face folder, or FOLDER/FILE.gguf")
    p.add_argument("--length", type=int, default=2048)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--repeat", type=int, default=3)
    a = p.parse_args()
    import torch, transformers
    from torch.nn.functional import cross_entropy
    torch.set_num_threads(a.threads)
    folder, _, name = a.model.rpartition("/") if a.model.endswith(".gguf") else (a.model, "", None)
    model = transformers.AutoModelForCausalLM.from_pretrained(
        folder, gguf_file=name, dtype=torch.float32, attn_implementation="sdpa").eval()
    ids = (torch.arange(a.length) * 7919 % model.config.vocab_size)[None]

    def prompt():
        model(ids, use_cache=False, logits_to_keep=1)

    def nll():
        hidden = model.model(ids, use_cache=False).last_hidden_state[0]
        return torch.cat([cross_entropy(model.lm_head(hidden[i:i + 512][:a.length - 1 - i]), ids[0, i + 1:i + 513], reduction="none")
                          for i in range(0, a.length - 1, 512)])

    def nll_once():
        return cross_entropy(model(ids, use_cache=False).logits[0, :-1], ids[0, 1:], reduction="none")

    run = {"prompt": prompt, "nll": nll, "nll-once": nll_once}[a.loop]
    seconds, processor = [], []
    with torch.inference_mode():
        for _ in range(a.repeat):
            start, cpu = time.perf_counter(), time.process_time()
            run()
            seconds.append(time.perf_counter() - start)
            processor.append(time.process_time() - cpu)
    print(json.dumps({"loop": a.loop, "peer": "transformers", "length": a.length, "threads": a.threads, "seconds": min(seconds),
                      "cpu_seconds": min(processor),
                      "kernels": f"PyTorch {torch.__version__}, transformers {transformers.__version__}"}))


if __name__ == "__main__":
    main()
