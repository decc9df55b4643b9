extension HitPage {
  static let style: HTML = """

    :root { --text: #1c1c1e; --quiet: #5f6066; --paper: #fff; --card: #f4f4f6; --accent: #0a5bd3; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #ececee; --quiet: #a3a4ab; --paper: #161618; --card: #232326; --accent: #7db4ff; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: var(--text);
      background: var(--paper); font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
    header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
    header > div { flex: 1 1 16rem; }
    header img { max-width: 10rem; max-height: 10rem; border-radius: .5rem; }
    h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
    h2 { margin: 0; font-size: 1.1rem; }
    p { margin: .25rem 0; }
    section { margin: 1rem 0; padding: 1rem; border-radius: .75rem; background: var(--card); }
    video { display: block; width: 100%; max-height: 70vh; margin: .75rem 0; border-radius: .5rem;
      background: #000; }
    svg { display: block; width: 100%; height: 2.5rem; margin-top: .75rem;
      border-bottom: 2px solid var(--quiet); }
    rect { fill: var(--accent); fill-opacity: .75; }
    a:hover rect { fill-opacity: 1; }
    ol { margin: .5rem 0 0; padding: 0; list-style: none; }
    li { display: flex; flex-wrap: wrap; gap: .25rem .75rem; padding: .5rem; border-radius: .5rem; }
    li > div { flex: 1 1 12rem; }
    li > img { width: 10rem; max-width: 100%; border-radius: .35rem; align-self: flex-start; }
    li:target { background: var(--paper); }
    button { padding: .35rem .7rem; border: 1px solid var(--accent); border-radius: .5rem;
      color: var(--accent); background: none; font: inherit; cursor: pointer; }
    button[aria-pressed=true] { color: var(--paper); background: var(--accent); }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    meter { width: 5rem; vertical-align: middle; }
    .id, .scale, .score, .missing, header p { color: var(--quiet); font-size: .875rem; }
    .score { white-space: nowrap; }
    .scale { display: flex; justify-content: space-between; }
    .words { white-space: pre-line; }

    """

  /// Lets the buttons of the hits, and their bars on the time line, play their part of the video.
  static let script: HTML = """

    for (const section of document.querySelectorAll("section")) {
      const video = section.querySelector("video");
      const buttons = section.querySelectorAll("button");
      for (const button of buttons) button.addEventListener("click", () => {
        for (const other of buttons) other.setAttribute("aria-pressed", other === button);
        const end = parseFloat(button.dataset.end);
        video.ontimeupdate = () => {
          if (!(video.currentTime >= end)) return;
          video.ontimeupdate = null;
          video.pause();
        };
        video.currentTime = parseFloat(button.dataset.start);
        video.play().catch(() => {});
      });
      for (const bar of section.querySelectorAll("svg a")) bar.addEventListener("click", () => {
        document.getElementById(bar.getAttribute("href").slice(1)).querySelector("button")?.click();
      });
    }

    """
}
