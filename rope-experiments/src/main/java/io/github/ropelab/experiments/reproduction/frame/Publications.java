package io.github.ropelab.experiments.reproduction.frame;

import io.github.ropelab.experiments.published.Publication;

/** Publications that several results cite. */
public final class Publications {
    /** Rotary position embedding. */
    public static final Publication ROFORMER = Publication.arxiv(
            "su2021roformer",
            "Jianlin Su and Yu Lu and Shengfeng Pan and Ahmed Murtadha and Bo Wen and Yunfeng Liu",
            2021,
            "RoFormer: Enhanced Transformer with Rotary Position Embedding",
            "2104.09864");

    /** Linear position interpolation. */
    public static final Publication POSITION_INTERPOLATION = Publication.arxiv(
            "chen2023pi",
            "Shouyuan Chen and Sherman Wong and Liangjian Chen and Yuandong Tian",
            2023,
            "Extending Context Window of Large Language Models via Positional Interpolation",
            "2306.15595");

    /** NTK-by-parts with a temperature. */
    public static final Publication YARN = Publication.arxiv(
            "peng2023yarn",
            "Bowen Peng and Jeffrey Quesnelle and Honglu Fan and Enrico Shippole",
            2023,
            "YaRN: Efficient Context Window Extension of Large Language Models",
            "2309.00071");

    /** Smallest base per context length. */
    public static final Publication BASE_BOUNDS_LENGTH = Publication.arxiv(
            "men2024base",
            "Xin Men and Mingyu Xu and Bingning Wang and Qingyu Zhang and Hongyu Lin and Xianpei Han and Weipeng Chen",
            2024,
            "Base of RoPE Bounds Context Length",
            "2405.14591");

    /** Shift invariance in half precision. */
    public static final Publication BF16_BREAKS_ROPE = Publication.arxiv(
            "wang2024precision",
            "Haonan Wang and Qian Liu and Chao Du and Tongyao Zhu and Cunxiao Du and Kenji Kawaguchi and Tianyu Pang",
            2024,
            "When Precision Meets Position: BFloat16 Breaks Down RoPE in Long-Context Training",
            "2411.13476");

    /** Grouped positions beyond a window. */
    public static final Publication SELF_EXTEND = Publication.arxiv(
            "jin2024selfextend",
            "Hongye Jin and Xiaotian Han and Jingfeng Yang and Zhimeng Jiang and Zirui Liu and Chia-Yuan Chang and Huiyuan Chen and Xia Hu",
            2024,
            "LLM Maybe LongLM: Self-Extend LLM Context Window Without Tuning",
            "2401.01325");

    /** Critical dimension and base by length. */
    public static final Publication SCALING_LAWS = Publication.arxiv(
            "liu2023scaling",
            "Xiaoran Liu and Hang Yan and Shuo Zhang and Chenxin An and Xipeng Qiu and Dahua Lin",
            2023,
            "Scaling Laws of RoPE-based Extrapolation",
            "2310.05209");

    /** The book that the toolkit starts from. */
    public static final Publication FOUNDATIONS = Publication.arxiv(
            "xiao2025foundations",
            "Tong Xiao and Jingbo Zhu",
            2025,
            "Foundations of Large Language Models",
            "2501.09223");

    private Publications() {}
}
