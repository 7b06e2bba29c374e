// Runs before the app, in words that every browser of the last twenty years knows:
// one that is too old for the app is shown what to do, instead of nothing.
(function () {
  var path = location.pathname;
  var isCounter =
    path !== '/r' &&
    path.indexOf('/guide/') !== 0 &&
    path.indexOf('/review/') !== 0;
  var chromium = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  var firefox = /Firefox\/(\d+)/.exec(navigator.userAgent);

  function isOld() {
    if (chromium) return Number(chromium[1]) < 99;
    if (firefox) return Number(firefox[1]) < 115;
    return typeof CompressionStream !== 'function';
  }

  // Saved means on the disk, and Firefox promises that from 126 on.
  function cannotSave() {
    return (
      isCounter &&
      window.isSecureContext &&
      !(window.IDBTransaction && 'durability' in IDBTransaction.prototype)
    );
  }

  if (isOld() || cannotSave())
    document.getElementById('too-old').removeAttribute('hidden');
})();
