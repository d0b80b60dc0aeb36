/** Which hidden numbers can be computed from the ones that are shown. Pure.
 *
 *  Numbers that add up are a network: each stands between two sums, once on either side, like the flow in a pipe between two joints.
 *  Whatever else the hidden ones might be is a flow around a circle of hidden pipes, so a hidden number can be computed exactly when
 *  no such circle leads through it (flows in whole numbers: if there is another solution at all, there is one that is off by one). */

/** A number between two sums. What is shown is no pipe: its flow is fixed. */
export interface Pipe {
  from: number;
  to: number;
  value: number;
  /** What anybody knows of it beforehand. */
  min: number;
  max: number;
}

/** Gives the function that says whether the number of a pipe can be computed. */
export function computable(pipes: readonly Pipe[], nodes: number): (pipe: number) => boolean {
  const leads = walker(netOf(pipes, nodes));
  const { bridges, part } = looseRings(pipes, nodes);
  return function isComputable(own) {
    const pipe = pipes[own] as Pipe;
    const { from, to } = pipe;
    if (isLoose(pipe) ? !bridges.has(own) : moves(pipe) && part[from] === part[to]) return false;
    const rises = pipe.value < pipe.max && leads(to, from, own);
    return !rises && !(pipe.value > pipe.min && leads(from, to, own));
  };
}

/** May be more and may be less. */
const isLoose = ({ value, min, max }: Pipe) => value > min && value < max;
const moves = ({ min, max }: Pipe) => min < max;

type Net = { to: number; pipe: number }[][];

/** Where one more may flow: forwards where a number may be larger, backwards where it may be smaller. */
function netOf(pipes: readonly Pipe[], nodes: number): Net {
  const net: Net = Array.from({ length: nodes }, () => []);
  pipes.forEach(({ from, to, value, min, max }, pipe) => {
    if (value < max) net[from]?.push({ to, pipe });
    if (value > min) net[to]?.push({ to: from, pipe });
  });
  return net;
}

/** A walk through the net, as often as asked: what was seen is marked with the number of the walk. */
function walker(net: Net): (start: number, goal: number, without: number) => boolean {
  const seen = new Int32Array(net.length);
  const next = new Int32Array(net.length);
  let walk = 0;
  return function leads(start, goal, without) {
    walk += 1;
    let many = 1;
    next[0] = start;
    seen[start] = walk;
    while (many > 0) {
      const at = next[--many] as number;
      if (at === goal) return true;
      for (const { to, pipe } of net[at] as Net[number]) {
        if (pipe === without || seen[to] === walk) continue;
        seen[to] = walk;
        next[many++] = to;
      }
    }
    return false;
  };
}

/** Quick answers for most: pipes that may be more and less form rings unless they are bridges, and any other pipe between two
 *  nodes they connect is in a ring as well. (Tarjan's bridges, without recursion: there may be thousands.) */
function looseRings(pipes: readonly Pipe[], nodes: number): { bridges: Set<number>; part: Int32Array } {
  const beside: { to: number; pipe: number }[][] = Array.from({ length: nodes }, () => []);
  pipes.forEach((pipe, own) => {
    if (!isLoose(pipe)) return;
    beside[pipe.from]?.push({ to: pipe.to, pipe: own });
    beside[pipe.to]?.push({ to: pipe.from, pipe: own });
  });
  const part = new Int32Array(nodes).fill(-1);
  const found = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const bridges = new Set<number>();
  let count = 0;
  for (let root = 0; root < nodes; root += 1) {
    if (found[root] !== -1) continue;
    const path = [{ at: root, by: -1, edge: 0 }];
    found[root] = low[root] = count++;
    part[root] = root;
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = beside[top.at]?.[top.edge++];
      if (!edge) {
        path.pop();
        const before = path.at(-1);
        if (!before) break;
        low[before.at] = Math.min(low[before.at] as number, low[top.at] as number);
        if ((low[top.at] as number) > (found[before.at] as number)) bridges.add(top.by);
      } else if (edge.pipe !== top.by) {
        if (found[edge.to] !== -1) low[top.at] = Math.min(low[top.at] as number, found[edge.to] as number);
        else {
          found[edge.to] = low[edge.to] = count++;
          part[edge.to] = root;
          path.push({ at: edge.to, by: edge.pipe, edge: 0 });
        }
      }
    }
  }
  return { bridges, part };
}
