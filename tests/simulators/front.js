// Shows what changed without a click, unless somebody is about to do something on the page.
let last = document.getElementById("live").innerHTML;
setInterval(async () => {
  const busy = document.hidden || document.querySelector("details[open]") || document.activeElement.matches("input, button");
  if (busy) return;
  try {
    const text = await (await fetch("/")).text();
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("live");
    if (fresh && fresh.innerHTML !== last) {
      last = fresh.innerHTML;
      document.getElementById("live").innerHTML = last;
    }
  } catch {
    // the demo was stopped
  }
}, 2000);
