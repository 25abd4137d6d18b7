package io.github.ropelab.model.kernel;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.FloatRotation;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import io.github.ropelab.core.layer.Visibility;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Attention in tiles. Key-value heads come one after the other: a head's keys are rotated once per branch for all queries
 * of its group, then threads take blocks of queries, the last ones first, for these see the most keys.
 *
 * <p>Memory: a rotary table per branch and side, one head's keys per branch and values, and a {@link QueryBlock} per
 * thread. It grows with the tokens, nothing with their square.
 */
final class StreamingAttention implements AttentionKernel {
    private final AttentionShape shape;
    private final Workers workers;
    private final KeyTiles tiles;
    private final QueryBlock[] blocks;

    StreamingAttention(
            AttentionShape shape,
            PositionEncoding encoding,
            Visibility visibility,
            Arithmetic arithmetic,
            FloatLoopSet loops,
            Workers workers) {
        this.shape = shape;
        this.workers = workers;
        List<Branch> branches = encoding.positions().branches();
        FloatRotation[] queries = new FloatRotation[branches.size()];
        FloatRotation[] keys = new FloatRotation[branches.size()];
        TableRecipe recipe =
                TableRecipe.of(encoding, OptionalDouble.of(shape.context().base()), arithmetic);
        for (int b = 0; b < keys.length; b++) {
            Branch branch = branches.get(b);
            boolean alike =
                    branch.query().equals(branch.key()) && recipe.radial().isNone();
            queries[b] = rotation(recipe, Side.QUERY, branch, loops);
            keys[b] = alike ? queries[b] : rotation(recipe, Side.KEY, branch, loops);
        }
        tiles = new KeyTiles(shape, keys);
        float[] scale = scale(encoding.attention().logit());
        blocks = new QueryBlock[workers.threads()];
        for (int i = 0; i < blocks.length; i++) {
            CellMap cells = new CellMap(encoding.positions(), visibility);
            blocks[i] = new QueryBlock(shape, queries, scale, cells, tiles, loops);
        }
    }

    private FloatRotation rotation(TableRecipe recipe, Side side, Branch branch, FloatLoopSet loops) {
        double[] positions = new double[shape.tokens()];
        for (int t = 0; t < positions.length; t++) {
            positions[t] = side.map(branch).at(t);
        }
        return new FloatRotation(
                recipe.table(side, positions, RadialScale.centre(positions.length)),
                shape.geometry(),
                loops.rotation());
    }

    /** Factor on the logits of each query: logitScale(m) / √headDim. */
    private float[] scale(LogitScale logit) {
        float[] scale = new float[shape.tokens()];
        for (int m = 0; m < scale.length; m++) {
            scale[m] = (float) (logit.at(m) / Math.sqrt(shape.headDim()));
        }
        return scale;
    }

    @Override
    public void attend(float[] q, float[] k, float[] v, float[] out) {
        int queryBlocks = (shape.tokens() + CellMap.QUERIES - 1) / CellMap.QUERIES;
        for (int head = 0; head < shape.keyValueHeads(); head++) {
            int group = head;
            workers.run(tiles.tiles(), (tile, worker) -> tiles.pack(tile, k, v, group, blocks[worker].keyRows()));
            workers.run(queryBlocks, (piece, worker) -> blocks[worker].attend(queryBlocks - 1 - piece, group, q, out));
        }
    }
}
