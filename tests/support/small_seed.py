"""A seed of five provinces and three indices, small enough to read: what the tests build from."""

from __future__ import annotations

import csv
from pathlib import Path

FILES: dict[str, str] = {
    "regions.csv": """
        id,name_vi,name_en,frame
        red-river,Đồng bằng sông Hồng,Red River Delta,0
        north,Trung du,Northern midlands,2024
    """,
    "provinces.csv": """
        id,name_vi,name_en,kind_2024,gso_2024,region_2024,kind_2025,gso_2025,region_2025,successor,absorbed,aliases
        ha-noi,Hà Nội,Hanoi,municipality,01,Red River Delta,municipality,01,Red River Delta,,,HN;Thủ đô
        hung-yen,Hưng Yên,Hung Yen,province,33,red-river,province,33,red-river,,thai-binh,
        thai-binh,Thái Bình,Thai Binh,province,34,red-river,,,,hung-yen,,
        bac-ninh,Bắc Ninh,Bac Ninh,province,27,red-river,province,24,red-river,,bac-giang,
        bac-giang,Bắc Giang,Bac Giang,province,24,north,,,,bac-ninh,,
    """,
    "names.csv": """
        kind,id,name_vi,name_en,aliases,leads_to
        place,pho-hien,Phố Hiến,Pho Hien,,hung-yen
        country,vietnam,Việt Nam,Vietnam,VN,
    """,
    "sources.csv": """
        id,kind,title_vi,title_en,url
        papi,dataset,PAPI,PAPI,https://papi.org.vn/
        press,press,Báo,A paper,https://example.org/1
        other,press,Báo khác,Another paper,https://example.org/2
        order,document,Công văn,An order,
    """,
    "indices.csv": """
        id,short,name_vi,name_en,publisher_vi,publisher_en,measures_vi,measures_en,unit,dated,decimals,grouped,slack_sum,slack_part,preferred,not_preferred_for,code_letter,code_words,nicknames,spoken_vi,spoken_en,announced_vi,announced_en,limits_vi,limits_en,aliases
        papi,PAPI,Hiệu quả quản trị,Governance,UNDP,UNDP,Dân,People,points,0,2,1,,,1,,D,nội dung,,,,,,,,chỉ số PAPI
        par,PAR INDEX,Cải cách hành chính,Reform,Bộ,Ministry,Cải cách,Reform,percent,0,2,0,,,0,,,,,,,,,,,CCHC
        766,766,Bộ chỉ số 766,766 index,VPCP,Office,Dịch vụ,Services,points,1,2,0,0.03,0,0,,,,,,,,,,,
    """,
    "editions.csv": """
        index,first_year,last_year,scale,structure_vi,structure_en,change_vi,change_en,source
        papi,2011,2017,60,Sáu,Six,,,papi
        papi,2018,,80,Tám,Eight,Thêm hai,Two more,papi
        par,2011,,100,Tám,Eight,,,press
        766,2022,,100,Sáu,Six,,,press
    """,
    "indicators.csv": """
        index,code,parent,first_year,last_year,name_vi,name_en,short_vi,short_en,maximum,split,aliases
        papi,,,2011,,Tổng,Total,Tổng,Total,80,0,
        papi,1,,2011,,Tham gia,Participation,Tham gia,Participation,10,0,tham gia người dân
        papi,2,,2011,2022,Minh bạch,Transparency,Minh bạch,Transparency,10,0,
        papi,2,,2023,,Công khai,Openness,Công khai,Openness,10,0,
        papi,2.1,2,2011,,Thông tin,Information,Thông tin,Information,5,0,
        papi,2.2,2,2018,,Hộ nghèo,Poverty,Hộ nghèo,Poverty,5,0,
        par,,,2011,,Tổng,Total,Tổng,Total,100,0,
        par,1,,2011,,Chỉ đạo,Direction,Chỉ đạo,Direction,9.5,0,
        par,A,,2011,,Thẩm định,Appraisal,Thẩm định,Appraisal,,1,
        766,,,2022,,Tổng,Total,Tổng,Total,100,0,
        766,X,,2022,,Công khai,Publicity,Công khai,Publicity,60,0,
        766,Y,,2022,,Tiến độ,Progress,Tiến độ,Progress,40,0,
    """,
    "releases.csv": """
        id,index,period,year,revision,title_vi,title_en,issuer,announced,source,coverage,ranks,printed_out_of
        papi-2023-1,papi,2023,2023,1,PAPI 2023,PAPI 2023,UNDP,2024-04-02,papi,full,computed,63
        papi-2024-1,papi,2024,2024,1,PAPI 2024,PAPI 2024,UNDP,,papi,full,computed,
        766-2026-09-17-1,766,2026-09-17,2026,1,766,766,VPCP,,press,full,published,
        par-2024-reported-1,par,2024,2024,1,PAR,PAR,Bộ,,press,partial,,
        papi-2024-reported-1,papi,2024,2024,1,PAPI,PAPI,,,press,partial,,
    """,
    "papi.csv": """
        year,province,total,1,2,2.1,2.2
        2023,ha-noi,10,4,6,3,3
        2023,hung-yen,9,4,5,3,2
        2023,thai-binh,9,3,6,4,2
        2023,bac-ninh,8,3,5,2,3
        2023,bac-giang,,3,,2,
        2024,ha-noi,9,4,5,3,2
        2024,hung-yen,9.5,4,5.5,3,2.5
    """,
    "766-2026-09-17.csv": """
        province,indicator,score,rank
        ha-noi,,50,2
        ha-noi,X,30,2
        ha-noi,Y,20,1
        hung-yen,,52,1
        hung-yen,X,32,1
        hung-yen,Y,20,2
    """,
    "reported.csv": """
        release,province,indicator,score,unit,scale,rank,rank_kind,out_of,delta_score,delta_rank,flag,source,note_vi,note_en
        par-2024-reported-1,hung-yen,,88.1,percent,100,15,reported,63,,,conflict,other,,
        par-2024-reported-1,hung-yen,,,,,15,derived,63,,12,derived,press,,
        par-2024-reported-1,hung-yen,,88.5,percent,100,14,reported,63,,,,press,Ghi chú,A note
        par-2024-reported-1,hung-yen,1,9.5,points,9.5,,reported,,,,,press,,
        par-2024-reported-1,bac-ninh,1,9.4,points,9.5,2,reported,,,,,press,,
        papi-2024-reported-1,hung-yen,,9.5,points,80,1,reported,,,,,press,,
        papi-2024-reported-1,bac-ninh,,8.5,points,80,,reported,,,,,press,,
    """,
    "exclusions.csv": """
        index,year,province,indicators,reason_vi,reason_en,source
        papi,2023,bac-giang,2;2.2,Nhiễu dữ liệu,Data noise,press
        papi,2024,thai-binh,,Không nêu lý do,No reason given,press
    """,
    "facts.csv": """
        index,period,province,indicator,key,value,text_vi,text_en,source
        papi,2024,,,mean,9.1,Trung bình 9.1,Mean 9.1,press
        papi,2022,,,ranked,61,61 tỉnh,61 provinces,press
        766,,,,grades,,Từ 90: tốt,From 90: good,press
    """,
    "agencies.csv": """
        id,name_vi,name_en,level,aliases
        home-affairs,Sở Nội vụ,Department of Home Affairs,province,SNV
        director,Giám đốc Sở Nội vụ,Director of Home Affairs,province,
        districts,UBND cấp huyện,District committees,district,
    """,
    "agency_broader.csv": """
        agency,broader
        director,home-affairs
    """,
    "documents.csv": """
        id,province,number,kind,date,title_vi,title_en,issuer_vi,issuer_en,source
        order-1,hung-yen,1487/UBND-NC,order,2025-05-21,Công văn,An order,UBND,Committee,order
        plan-1,hung-yen,87/KH-UBND,plan,2024-05,Kế hoạch,A plan,UBND,Committee,order
        national,,,report,2023,Báo cáo,A report,Bộ,Ministry,press
    """,
    "tasks.csv": """
        id,province,document,index,indicator,heading_vi,heading_en,text_vi,text_en,own_wording,aim,timing,due
        1,hung-yen,plan-1,papi,2,Minh bạch,Transparency,Công khai,Publish,1,improve,once,2024-12-31
        2,hung-yen,order-1,papi;par,2.1;1,,,Cung cấp thông tin,Give information,0,,standing,
        3,hung-yen,order-1,papi,,,,Nâng hạng,Rise,1,maintain,regular,
        4,,national,par,,,,Cải cách,Reform,1,,standing,
    """,
    "assignees.csv": """
        task,agency,role
        1,home-affairs,lead
        1,districts,coordinate
        2,director,lead
    """,
    "targets.csv": """
        id,province,index,indicator,year,last_year,kind,value,unit,criterion_vi,criterion_en,note_vi,note_en,document
        1,hung-yen,papi,,2024,,rank_max,10,,,,,,plan-1
        2,hung-yen,par,,2025,2026,score_min,90,percent,,,trên 90,over 90,order-1
    """,
}


def write_seed(folder: Path, **changed: str | None) -> Path:
    """Write the files; ``changed`` (by name without .csv) replaces one or adds one, None leaves it out."""
    folder.mkdir(parents=True, exist_ok=True)
    others = {f"{name}.csv": text for name, text in changed.items()}
    for name, text in (FILES | others).items():
        if text is not None:
            lines = [line.strip() for line in text.strip().splitlines()]
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def edit(folder: Path, name: str, line: int, column: str, value: str) -> None:
    """Change one cell; ``line`` counts from 1, the header."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
