/** `use:plays={stream}`: a film or a sound of a call. */
export function plays(node: HTMLMediaElement, stream: MediaStream | null) {
  const show = (now: MediaStream | null) => {
    node.srcObject = now;
    if (now) void node.play().catch(() => {});
  };
  show(stream);
  return { update: show };
}
