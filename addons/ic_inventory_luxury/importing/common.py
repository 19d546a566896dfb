"""The columns that lists of every category have."""

from .target import Target

COMMON = (
    Target(
        'key',
        "Row id",
        None,
        'text',
        'id;listing id;item id;row id;unique id;stock no;stock number;stock id;inventory no',
    ),
    Target(
        'title',
        "Title (read details in it)",
        None,
        'title',
        'title;seller title;listing title;headline;titel;titre;titolo',
    ),
    Target(
        'name',
        "Name of the piece",
        'name',
        'text',
        'name;product name;item name;bezeichnung',
        heading='piece_name',
        about="Empty: composed from brand, model and reference.",
    ),
    Target('category', "Category", None, 'text', 'category;kategorie;categorie;product type'),
    Target(
        'brand',
        "Brand",
        'ic_brand_id',
        'brand',
        'brand;manufacturer;maker;designer;marke;hersteller;marque;marca;fabricant',
    ),
    Target('model', "Model", 'ic_model', 'model', 'model;modell;modele;modello;style name;collection'),
    Target('sub_model', "Sub-model", 'ic_sub_model', 'text', 'sub model;submodel;variant;variante'),
    Target(
        'reference',
        "Reference number",
        'ic_reference',
        'text',
        'reference;ref;reference number;ref no;referenz;referenznummer;referenza;riferimento;model number;style code',
    ),
    Target('nickname', "Nickname", 'ic_nickname', 'text', 'nickname;spitzname'),
    Target(
        'serial',
        "Serial number",
        'ic_serial',
        'text',
        'serial;serial number;serial no;seriennummer;numero de serie;matricola;authenticity code',
    ),
    Target('year', "Year", 'ic_year', 'year', 'year;production year;year of production;baujahr;jahr;annee;anno;ano'),
    Target('sku', "SKU", 'default_code', 'text', 'sku;internal reference;item code;artikelnummer'),
    Target(
        'price',
        "Retail price",
        'list_price',
        'price',
        'price;price eur;price usd;asking price;list price;sale price;retail price;preis;prix;prezzo;precio',
    ),
    Target('currency', "Currency of the price", None, 'text', 'currency;waehrung;wahrung;devise;valuta;moneda'),
    Target(
        'cost', "Cost", 'standard_price', 'price', 'cost;cost price;purchase price;einkaufspreis;prix d achat;costo'
    ),
    Target(
        'wholesale_price',
        "Wholesale price",
        'ic_wholesale_price',
        'price',
        'wholesale price;wholesale;dealer price;trade price;haendlerpreis',
    ),
    Target(
        'retail_description',
        "Retail description (public)",
        'ic_retail_description',
        'text',
        'retail description;description;public description;beschreibung;descrizione;notes;remarks;bemerkung;comments',
    ),
    Target(
        'internal_notes',
        "Internal notes (private)",
        'ic_internal_notes',
        'text',
        'internal notes;private notes;interne notizen;note interne',
    ),
    Target('barcode', "Barcode", 'barcode', 'text', 'barcode;ean;upc;gtin;ean13;scan code'),
    Target(
        'place',
        "Place in the house",
        None,
        'text',
        'place;stock location;storage location;bin;safe;vault;lagerplatz;lagerort;emplacement;ubicazione',
    ),
    Target(
        'photos',
        "Photos (kept with the row, not fetched)",
        None,
        'text',
        'photos;photo;pictures;picture;images;image;image url;photo url;foto;fotos;bild;bilder',
    ),
    Target('territory', "Territory", 'ic_territory', 'text', 'territory;region;country;location;land;pays;paese'),
)
