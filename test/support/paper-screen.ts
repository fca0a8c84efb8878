/** For a page's `before`: there is no screen to share in this browser, a page of words stands in for it. */
export function paperScreen(): void {
  if (navigator.mediaDevices === undefined) return;
  navigator.mediaDevices.getDisplayMedia = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1280, 720];
    const pen = canvas.getContext("2d");
    let n = 0;
    setInterval(() => {
      if (pen === null) return;
      pen.fillStyle = n++ % 2 ? "#fff" : "#fffef6";
      pen.fillRect(0, 0, 1280, 720);
      pen.fillStyle = "#223";
      pen.font = "28px sans-serif";
      for (let line = 1; line < 14; line += 1) pen.fillText(`${line}. A quiet bench by the river, near the library`, 60, 60 + line * 44);
    }, 100);
    return Promise.resolve(canvas.captureStream(10));
  };
}
